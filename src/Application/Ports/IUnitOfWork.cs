namespace OneStop.Application.Ports;

/// <summary>One command, one transaction: what the work wrote is durable when the task ends, or nothing is.</summary>
public interface IUnitOfWork
{
    /// <summary>
    /// Runs the work inside a transaction. It may run twice (after a deadlock), so that it only touches the database and its own
    /// aggregates. Not cancellable once begun.
    /// </summary>
    Task<T> InTransaction<T>(Func<Task<T>> work, CancellationToken ct);
}

/// <summary>The database cannot take the command now (closing down, or too many waiting): the answer is 503, nothing is written.</summary>
public sealed class UnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>The connection was lost while committing: whether the command was written is not known; the answer is 503 and says so.</summary>
public sealed class OutcomeUnknownException(Exception inner) : Exception("the outcome is not known", inner);

/// <summary>Another process was first with the same key: the command runs again and then finds what that one wrote.</summary>
public sealed class RunAgainException(Exception inner) : Exception("run the command again", inner);
