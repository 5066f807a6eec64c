namespace OneStop.Infrastructure.Persistence;

/// <summary>A command that waits for the writer.</summary>
internal abstract class Waiting
{
    /// <summary>Runs the work; false where it failed and its savepoint must be taken back.</summary>
    public abstract bool Try(PreparedConnection connection);

    /// <summary>Gives the answer out, once it is durable.</summary>
    public abstract void Release();

    public abstract void Fail(Exception e);
}

/// <summary>A command with its answer.</summary>
internal sealed class Waiting<T>(Func<PreparedConnection, Task<T>> work) : Waiting
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<T>? outcome;

    public Task<T> Answer => source.Task;

    public override bool Try(PreparedConnection connection)
    {
        try
        {
            outcome = work(connection);
            // Work inside a transaction is SQL on this connection and the domain, so that it has ended here.
            outcome.GetAwaiter().GetResult();
            return true;
        }
        catch (Exception e)
        {
            outcome = Task.FromException<T>(e);
            return false;
        }
    }

    public override void Release()
    {
        if (outcome is { IsCompletedSuccessfully: true })
        {
            source.SetResult(outcome.GetAwaiter().GetResult());
        }
        else
        {
            source.SetException(outcome!.Exception!.InnerExceptions);
        }
    }

    public override void Fail(Exception e) => source.TrySetException(e);
}
