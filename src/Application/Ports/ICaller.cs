using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Ports;

/// <summary>What the pipeline knows about the request under way: who calls, in which language, with which guarantees.</summary>
public interface ICaller
{
    /// <summary>Who calls; null where nobody is signed in.</summary>
    Actor? Actor { get; }

    /// <summary>The sign-in the caller's token belongs to; null where it belongs to none.</summary>
    SessionId? Session => null;

    /// <summary>The machine client through which the actor calls; the actor itself where a client acts in its own name.</summary>
    AccountId? Client => Actor is { IsClient: true } client ? client.Id : null;

    /// <summary>Whether messages are wanted in English; Vietnamese otherwise.</summary>
    bool English { get; }

    /// <summary>The version the caller last saw (<c>If-Match</c>); null where none was sent.</summary>
    int? ExpectedVersion { get; }

    /// <summary>The guarantee of doing it once (<c>Idempotency-Key</c>); null where none was asked for.</summary>
    IdempotencyKey? Idempotency { get; }
}

/// <summary>A caller's key for one command.</summary>
/// <param name="Scope">Hash of caller, method, path and key: where the key counts.</param>
/// <param name="Fingerprint">Hash of what was sent, so that the same key with another body is refused.</param>
public sealed record IdempotencyKey(byte[] Scope, byte[] Fingerprint)
{
    /// <summary>Set when the stored answer was given again.</summary>
    public bool Replayed { get; set; }
}

public static class CallerExtensions
{
    /// <summary>The actor of a request whose permission demands one.</summary>
    public static Actor Required(this ICaller caller) =>
        caller.Actor ?? throw new InvalidOperationException("the request needs somebody signed in");

    /// <summary>Demands that the caller acts on the version the thing has now (<c>If-Match</c>).</summary>
    public static void DemandVersion(this ICaller caller, string kind, int current)
    {
        var expected = caller.ExpectedVersion ?? throw new VersionMissingException();
        if (expected != current)
        {
            throw new StaleException(kind, current);
        }
    }
}
