using System.Collections.Concurrent;

namespace OneStop.Api.Simulators;

/// <summary>How a simulated system can misbehave.</summary>
internal enum SimulatedFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It refuses the message by its own error code, with the status of success: nothing was taken.</summary>
    Reject,

    /// <summary>It says by its own error code, with the status of success, that it is busy: nothing was taken.</summary>
    Busy,

    /// <summary>It takes the message and answers too late to be heard.</summary>
    TimeOut,

    /// <summary>It answers 503: nothing was taken.</summary>
    Unavailable,

    /// <summary>It closes the connection after it took the message.</summary>
    Broken,

    /// <summary>It takes the message and confirms it twice where it calls back.</summary>
    Duplicate,

    /// <summary>It takes the message and confirms it late, after it said that it had not.</summary>
    Late,

    /// <summary>It closes the connection, and carries the message out a good while later, whatever came meanwhile.</summary>
    ApplyLate,
}

/// <summary>
/// Which message meets which fault: a share of all messages by chance, and those that carry a magic word. A message met by chance gets through when it
/// is sent again; one with a magic word meets its fault as often as the word says.
/// </summary>
internal sealed class FaultPlan(IConfiguration configuration)
{
    /// <summary>The systems that are simulated.</summary>
    public static readonly string[] Systems = ["portal", "gateway", "mail", "registries"];

    private readonly ConcurrentDictionary<string, FaultShares> shares = new();
    private readonly Kept<(string System, string Message), int> met = new(Memory.Of(configuration));

    /// <summary>The shares of a system.</summary>
    public FaultShares this[string system]
    {
        get => shares.GetValueOrDefault(system) ?? new FaultShares();
        set => shares[system] = value;
    }

    /// <summary>The fault that a message meets now.</summary>
    /// <param name="message">Identity of the message, the same when it is sent again.</param>
    /// <param name="text">Where a magic word may stand, such as <c>SIM-REJECT</c> for ever or <c>SIM-TIMEOUT-2</c> for twice.</param>
    public SimulatedFault For(string system, string message, string? text)
    {
        var times = met.Put((system, message), () => 1, before => before + 1);
        if (Magic(text) is var (fault, often))
        {
            return times <= often ? fault : SimulatedFault.None;
        }
        return times > 1 ? SimulatedFault.None : this[system].Draw(message);
    }

    private static (SimulatedFault Fault, int Often)? Magic(string? text)
    {
        foreach (var fault in Enum.GetValues<SimulatedFault>())
        {
            var word = $"SIM-{fault.ToString().ToUpperInvariant()}";
            var at = text?.IndexOf(word, StringComparison.Ordinal) ?? -1;
            if (at >= 0)
            {
                var digits = string.Concat(text![(at + word.Length)..].Skip(1).TakeWhile(char.IsAsciiDigit));
                return (fault, digits.Length is > 0 and < 5 && text[at + word.Length] == '-' ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : int.MaxValue);
            }
        }
        return null;
    }
}

/// <summary>How often a system misbehaves by chance.</summary>
/// <param name="Faults">Share of the messages that meet each fault, from 0 to 1; together at most 1.</param>
/// <param name="Seed">The same seed gives the same faults to the same messages.</param>
/// <param name="DelayMilliseconds">How long every answer takes.</param>
/// <param name="LateMilliseconds">After how long is carried out what meets <see cref="SimulatedFault.ApplyLate"/>.</param>
internal sealed record FaultShares(IReadOnlyDictionary<SimulatedFault, double>? Faults = null, int Seed = 0, int DelayMilliseconds = 0, int LateMilliseconds = 60_000)
{
    /// <summary>The fault of a message's first sending.</summary>
    public SimulatedFault Draw(string message)
    {
        var lot = new Random(HashOf(message)).NextDouble();
        foreach (var (fault, share) in Faults ?? new Dictionary<SimulatedFault, double>())
        {
            if ((lot -= share) < 0)
            {
                return fault;
            }
        }
        return SimulatedFault.None;
    }

    private int HashOf(string message) => message.Aggregate(Seed, (hash, letter) => unchecked((hash * 31) + letter));
}

/// <summary>Where the faults of the simulated systems are set.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this WebApplication app)
    {
        app.MapGet("/faults/{system}", (string system, FaultPlan plan) => plan[system]);
        app.MapPut("/faults/{system}", (string system, FaultShares shares, FaultPlan plan) => plan[system] = shares);
    }
}
