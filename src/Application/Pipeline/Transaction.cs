using MediatR;
using OneStop.Application.Ports;

namespace OneStop.Application.Pipeline;

/// <summary>One command, one transaction.</summary>
public sealed class Transaction<TCommand, TAnswer>(IUnitOfWork unitOfWork) : IPipelineBehavior<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>
{
    public Task<TAnswer> Handle(TCommand request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next) =>
        unitOfWork.InTransaction(() => next(), ct);
}
