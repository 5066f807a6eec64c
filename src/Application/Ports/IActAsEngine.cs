using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>Lets work inside the process act as the engine itself, in a scope of its own.</summary>
public interface IActAsEngine
{
    void ActAsEngine();

    /// <summary>Goes on in the name of the account that asked for the work: what happens is its doing, and it may nothing else by it.</summary>
    Actor ActFor(AccountId account);

    /// <summary>Reads as somebody else would, in that language: what it may not see is not seen.</summary>
    void ActAs(Actor actor, bool english);
}
