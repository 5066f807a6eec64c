using System.Reflection;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Pipeline;

/// <summary>Lets a request pass whose permission the caller holds.</summary>
public sealed class Authorization<TRequest, TAnswer>(ICaller caller) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    private static readonly Permission Needed =
        typeof(TRequest).GetCustomAttribute<AllowsAttribute>()?.Permission
        ?? throw new InvalidOperationException($"{typeof(TRequest).Name} names no permission");

    public Task<TAnswer> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        if (!caller.Actor.Grants(Needed))
        {
            throw caller.Actor is null ? new SignInRequiredException() : new ForbiddenException(RequestRules.Permitted);
        }
        return next();
    }
}
