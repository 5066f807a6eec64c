namespace OneStop.Api.Http;

/// <summary>How much callers may ask for (section <c>Limits</c> of the configuration).</summary>
internal sealed record LimitOptions
{
    /// <summary>Of one caller, or one address where nobody is signed in; twice as many in a burst.</summary>
    public int RequestsPerSecond { get; init; } = 5_000;

    /// <summary>Of one address at the public look-up and verification.</summary>
    public int PublicPerSecond { get; init; } = 10;

    /// <summary>Requests for a token of one address.</summary>
    public int SignInsPerSecond { get; init; } = 20;

    /// <summary>Bearer tokens of one address that this process has not seen before.</summary>
    public int NewTokensPerSecond { get; init; } = 500;

    /// <summary>Requests worked on at a time.</summary>
    public int UnderWay { get; init; } = 2_000;

    /// <summary>Percentage of them kept for officials.</summary>
    public int CounterShare { get; init; } = 20;

    /// <summary>Requests of one caller that wait for something to happen, at a time: long polls and streams.</summary>
    public int WaitingOfCaller { get; init; } = 50;

    /// <summary>Of all callers together; the share kept for officials is kept of these too.</summary>
    public int Waiting { get; init; } = 2_000;

    /// <summary>After how long a request that only reads is given up.</summary>
    public int RequestSeconds { get; init; } = 30;
}
