using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Api.Http;

/// <summary>The caller of one HTTP request, as <see cref="CallerMiddleware"/> found it.</summary>
internal sealed class Caller : ICaller, IActAsEngine
{
    public Actor? Actor { get; set; }

    public SessionId? Session { get; set; }

    public bool English { get; set; }

    public int? ExpectedVersion { get; set; }

    public IdempotencyKey? Idempotency { get; set; }

    public void ActAsEngine() => Actor = Domain.Access.Actor.System;

    public Actor ActFor(AccountId account) => Actor = new Actor(account, "", []);

    public void ActAs(Actor actor, bool english) => (Actor, English) = (actor, english);
}
