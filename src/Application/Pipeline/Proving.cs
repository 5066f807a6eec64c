using System.Text.Json.Serialization;
using MediatR;
using OneStop.Application.Ports;

namespace OneStop.Application.Pipeline;

/// <summary>A command that rests on something only the right person knows.</summary>
public interface IProvable
{
    [JsonIgnore]
    Proof Proof { get; set; }
}

/// <summary>What a secret came to.</summary>
public enum Proof
{
    /// <summary>None was given, or a wrong one.</summary>
    Wrong,

    Right,

    /// <summary>Too many were wrong; it was not looked at.</summary>
    Locked,
}

/// <summary>Compares what was given with what is known.</summary>
public interface IProver<in TCommand>
{
    Task<Proof> Prove(TCommand command, CancellationToken ct);
}

/// <summary>
/// Compares secrets before the transaction begins: it takes long, and failures must be counted even where the command is refused. What is
/// answered from the store proves nothing and fails at nothing.
/// </summary>
public sealed class Proving<TCommand, TAnswer>(IProver<TCommand> prover, ICaller caller, IIdempotencyStore store) : IPipelineBehavior<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>, IProvable
{
    public async Task<TAnswer> Handle(TCommand request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        if (caller.Idempotency is { } key && await store.Find(key, ct) is not null)
        {
            return await next();
        }
        request.Proof = await prover.Prove(request, ct);
        return await next();
    }
}
