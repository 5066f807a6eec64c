using MediatR;
using OneStop.Application.Ports;

namespace OneStop.Application.Pipeline;

/// <summary>A command that needs to know something which takes long to read.</summary>
public interface IPrepared;

/// <summary>Reads what a command needs to know.</summary>
public interface IPrepare<in TCommand>
{
    Task Prepare(TCommand command, CancellationToken ct);
}

/// <summary>
/// Reads before the transaction begins what would hold the writer up inside it. What is answered from the store needs nothing.
/// </summary>
public sealed class Preparing<TCommand, TAnswer>(IPrepare<TCommand> prepare, ICaller caller, IIdempotencyStore store) : IPipelineBehavior<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>, IPrepared
{
    public async Task<TAnswer> Handle(TCommand request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        if (caller.Idempotency is not { } key || await store.Find(key, ct) is null)
        {
            await prepare.Prepare(request, ct);
        }
        return await next();
    }
}
