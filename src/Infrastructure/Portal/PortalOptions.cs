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

    /// <summary>How many dossiers are sent at the same time.</summary>
    public int Places { get; init; } = 4;

    /// <summary>How long one call may take, in milliseconds.</summary>
    public int CallMilliseconds { get; init; } = 20_000;

    /// <summary>Days for which calls and reconciliations are kept.</summary>
    public int KeepDays { get; init; } = 90;

    /// <summary>Of <see cref="LeaseLength"/>.</summary>
    private const int MostCalls = ((2 + 1 + 1) * 2) + (2 * 3 * 2);

    public bool IsConnected => Url is not null;

    public TimeSpan CallTime => TimeSpan.FromMilliseconds(CallMilliseconds);

    /// <summary>How long it may take to write down what came of it.</summary>
    public static TimeSpan WritingTime => TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longer than everything that is said about one dossier may take: a look-up of two tries, the record and the progress, each under an old session
    /// and under a new one (8 calls), and a sign-in of two tries before each of these six turns (12 calls); then the writing.
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
        codes = CodesFile is { Length: > 0 } file ? codes.Under(PortalCodes.Of(File.ReadAllText(file))) : codes;
        return codes.Missing(first).ToArray() is { Length: > 0 } missing
            ? throw new StartRefusedException($"Portal:Interface, Portal:CodesFile: the tables lack {string.Join(", ", missing)}")
            : codes;
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(PortalOptions).Assembly.GetManifestResourceStream($"OneStop.Infrastructure.Portal.portal-{name}.json")
            ?? throw new StartRefusedException($"Portal:Interface: there are no mapping tables named {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
