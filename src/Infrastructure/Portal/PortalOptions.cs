using System.Text.Json;
using OneStop.Application.Portal;

namespace OneStop.Infrastructure.Portal;

/// <summary>The National Public Service Portal as it is configured; without an address nothing is sent.</summary>
internal sealed record PortalOptions
{
    /// <summary>Address below which its services lie.</summary>
    public Uri? Url { get; init; }

    public string UserName { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The code under which this installation sends (<c>madonvi</c>).</summary>
    public string Unit { get; init; } = "";

    /// <summary>Where it gives sessions, below its address.</summary>
    public string SignInPath { get; init; } = "auth";

    /// <summary>Where its services are called, below its address.</summary>
    public string ServicePath { get; init; } = "services";

    /// <summary>Version of the interface: a name of the mapping tables that come with the program.</summary>
    public string Interface { get; init; } = "2019";

    /// <summary>A file of mapping tables that take the place of those that come with the program.</summary>
    public string? CodesFile { get; init; }

    /// <summary>How many calls are under way at the same time, of whatever kind.</summary>
    public int Places { get; init; } = 4;

    /// <summary>How long one call may take, in milliseconds.</summary>
    public int CallMilliseconds { get; init; } = 20_000;

    /// <summary>
    /// How long the portal may still carry out a call that it did not answer, in seconds: so long nothing is said about that dossier, and after the same
    /// time it is looked at once more.
    /// </summary>
    public int QuietSeconds { get; init; } = 180;

    /// <summary>Days for which calls and reconciliations are kept.</summary>
    public int KeepDays { get; init; } = 90;

    /// <summary>Of <see cref="LeaseLength"/>.</summary>
    private const int MostCalls = ((1 + 2 + 1 + 1) * 2) + (2 * 4 * 2);

    public bool IsConnected => Url is not null;

    public TimeSpan QuietTime => TimeSpan.FromSeconds(QuietSeconds);

    public TimeSpan CallTime => TimeSpan.FromMilliseconds(CallMilliseconds);

    /// <summary>How long it may take to write down what came of it.</summary>
    public static TimeSpan WritingTime => TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longer than everything that is said about one dossier may take: the record, a look-up of two tries, the record again and the progress, each under an
    /// old session and under a new one (10 calls), and a sign-in of two tries before each of these eight turns (16 calls); then the writing. What waits for
    /// a place so long that this is not enough is given up, and tried again later.
    /// </summary>
    public TimeSpan LeaseLength => (CallTime * MostCalls) + (WritingTime * 2);

    /// <summary>The mapping tables.</summary>
    /// <exception cref="StartRefusedException">They lack a word that dossiers have.</exception>
    public PortalCodes Codes()
    {
        var first = PortalCodes.Of(Embedded("2019"));
        var codes = first;
        if (Interface != codes.Interface)
        {
            codes = codes.Under(PortalCodes.Of(Embedded(Interface)));
        }
        codes = CodesFile is { Length: > 0 } file ? codes.Under(Read(file)) : codes;
        return codes.Missing(first).ToArray() is { Length: > 0 } missing
            ? throw new StartRefusedException($"Portal:Interface, Portal:CodesFile: the tables lack {string.Join(", ", missing)}")
            : codes;
    }

    private static PortalCodes Read(string file)
    {
        try
        {
            return PortalCodes.Of(File.ReadAllText(file));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Portal:CodesFile: the tables cannot be read: {e.Message}");
        }
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(PortalOptions).Assembly.GetManifestResourceStream($"OneStop.Infrastructure.Portal.portal-{name}.json")
            ?? throw new StartRefusedException($"Portal:Interface: there are no mapping tables named {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
