using System.Data.Common;
using Dapper;
using OneStop.Application.Ports;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// The database as one request sees it: inside a transaction its connection, outside one a connection for each statement. None is
/// kept in between: requests that held one while they waited for another would wait for each other. Repositories and views see
/// nothing else.
/// </summary>
internal sealed class DbSession(Dialect dialect)
{
    private readonly List<Aggregate> touched = [];
    private DbConnection? connection;
    private DbTransaction? transaction;
    private bool enlisted;

    public Dialect Dialect => dialect;

    /// <summary>The aggregates saved in the running transaction, in order: their events go to the log at its end.</summary>
    public IReadOnlyList<Aggregate> Touched => touched;

    /// <summary>Whether the running transaction changed what caches hold, so that it may neither use nor fill them.</summary>
    public bool CachesBypassed { get; set; }

    /// <summary>Grows with every transaction the session joins or leaves.</summary>
    public int TransactionNumber { get; private set; }

    /// <summary>How long a query outside a transaction may take before it is stopped; null for as long as it takes.</summary>
    public TimeSpan? PerQuery { get; set; }

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, CancellationToken ct)
    {
        if (enlisted)
        {
            return (await connection!.QueryAsync<T>(Command(sql, parameters, ct))).AsList();
        }
        return await Reading(async reading => (await reading.QueryAsync<T>(Command(sql, parameters, ct))).AsList(), ct);
    }

    public async Task<T?> QueryOne<T>(string sql, object? parameters, CancellationToken ct)
    {
        if (enlisted)
        {
            return await connection!.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, ct));
        }
        return await Reading(reading => reading.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, ct)), ct);
    }

    /// <summary>Runs a statement; the answer is the number of rows it touched. Only inside a transaction.</summary>
    public async Task<int> Execute(string sql, object? parameters, CancellationToken ct)
    {
        if (!enlisted)
        {
            throw new InvalidOperationException("writes belong into a transaction");
        }
        return await connection!.ExecuteAsync(Command(sql, parameters, ct));
    }

    /// <summary>Inserts; a row with the same key breaks the rule instead.</summary>
    public async Task Insert(string sql, object? parameters, Rule? unlessUnique, CancellationToken ct)
    {
        try
        {
            await Execute(sql, parameters, ct);
        }
        catch (DbException e) when (unlessUnique is not null && dialect.IsUniqueViolation(e))
        {
            throw new RuleBrokenException(unlessUnique);
        }
    }

    /// <summary>Notes a saved aggregate, so that its events are written with the transaction.</summary>
    public void Touch(Aggregate aggregate)
    {
        if (!touched.Contains(aggregate))
        {
            touched.Add(aggregate);
        }
    }

    /// <summary>Makes the session part of a transaction; what was read before it is not trusted inside.</summary>
    internal void Enlist(DbConnection connection, DbTransaction? transaction)
    {
        (this.connection, this.transaction, enlisted) = (connection, transaction, true);
        TransactionNumber++;
    }

    /// <summary>Ends the session's part in the transaction.</summary>
    internal void Leave()
    {
        (connection, transaction, enlisted) = (null, null, false);
        TransactionNumber++;
        touched.Clear();
        CachesBypassed = false;
    }

    private async Task<T> Reading<T>(Func<DbConnection, Task<T>> read, CancellationToken ct)
    {
        await using var reading = await dialect.OpenForReading(ct);
        try
        {
            return await read(reading);
        }
        catch (DbException e) when (PerQuery is not null && dialect.WasStopped(e))
        {
            throw new TooSlowException(e);
        }
    }

    private CommandDefinition Command(string sql, object? parameters, CancellationToken ct) => new(
        sql, parameters, transaction, enlisted ? null : (int?)PerQuery?.TotalSeconds, cancellationToken: enlisted ? CancellationToken.None : ct);
}
