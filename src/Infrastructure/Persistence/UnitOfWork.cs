using System.Data;
using System.Data.Common;
using OneStop.Application.Ports;
using Polly;
using Polly.Retry;

namespace OneStop.Infrastructure.Persistence;

/// <summary>A transaction on the embedded database: a place in the writer's next group.</summary>
internal sealed class SqliteUnitOfWork(DbSession session, SqliteWriter writer, EventLog events, LogTail tail) : IUnitOfWork
{
    public async Task<T> InTransaction<T>(Func<Task<T>> work, CancellationToken ct)
    {
        var position = 0L;
        var answer = await writer.Run(async connection =>
        {
            session.Enlist(connection, null);
            try
            {
                var answer = await work();
                position = await events.Append(CancellationToken.None);
                return answer;
            }
            finally
            {
                session.Leave();
            }
        });
        tail.Reached(position);
        return answer;
    }
}

/// <summary>A transaction on SQL Server; the whole command runs again after a deadlock or a lost connection.</summary>
internal sealed class SqlServerUnitOfWork(DbSession session, Dialect dialect, EventLog events, ICaller caller, LogTail tail) : IUnitOfWork
{
    private readonly ResiliencePipeline retry = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<RunAgainException>().Handle<DbException>(dialect.IsTransient),
            MaxRetryAttempts = 8,
            Delay = TimeSpan.FromMilliseconds(15),
            MaxDelay = TimeSpan.FromMilliseconds(500),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .Build();

    public async Task<T> InTransaction<T>(Func<Task<T>> work, CancellationToken ct)
    {
        try
        {
            return await retry.ExecuteAsync(async token => await Once(work, token), ct);
        }
        catch (Exception e) when (e is RunAgainException || (e is DbException fault && dialect.IsTransient(fault)))
        {
            throw new UnavailableException("the database did not take the command", e);
        }
    }

    /// <summary>
    /// A connection lost while committing leaves open whether the command was written. With an idempotency key it may run again, because it
    /// then finds its own answer; without one it must not.
    /// </summary>
    private async Task Commit(DbTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbException e) when (caller.Idempotency is null)
        {
            throw new OutcomeUnknownException(e);
        }
    }

    private async Task<T> Once<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await using var connection = await dialect.OpenForReading(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        session.Enlist(connection, transaction);
        try
        {
            var answer = await work();
            var position = await events.Append(CancellationToken.None);
            await Commit(transaction);
            tail.Reached(position);
            return answer;
        }
        finally
        {
            session.Leave();
        }
    }
}
