namespace OneStop.Infrastructure.Delivery;

/// <summary>How long to wait before something that did not get through is sent again: longer each time, never the same for all.</summary>
internal static class Backoff
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(40),
    ];

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>So long things are tried at least before they are given up.</summary>
    public static TimeSpan Patience => TimeSpan.FromHours(25);

    /// <summary>The wait after an attempt, up to a fifth shorter by chance.</summary>
    /// <param name="attempt">1 for the first.</param>
    public static TimeSpan After(int attempt)
    {
        var full = attempt <= Delays.Length ? Delays[attempt - 1] : Longest;
        return full * (0.8 + (Random.Shared.NextDouble() / 5));
    }
}
