namespace OneStop.Application.Ports;

/// <summary>How long the reads of this scope may take, where they could hurt others.</summary>
public interface IReadingTime
{
    /// <summary>From now on each query outside a transaction is given up after this time.</summary>
    void Limit(TimeSpan perQuery);

    /// <summary>Queries take as long as they take again.</summary>
    void Release();
}

/// <summary>A query took longer than it may; it was stopped.</summary>
public sealed class TooSlowException(Exception inner) : Exception("the query was stopped", inner);
