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

    public bool IsConnected => Url is not null;

    public TimeSpan CallTime => TimeSpan.FromMilliseconds(CallMilliseconds);

    /// <summary>Longer than everything that is said about one dossier may take.</summary>
    public TimeSpan LeaseLength => (CallTime * 16) + TimeSpan.FromSeconds(30);

    /// <summary>The mapping tables.</summary>
    public PortalCodes Codes()
    {
        var codes = PortalCodes.Of(Embedded("2019"));
        if (Interface != codes.Interface)
        {
            codes = codes.Under(PortalCodes.Of(Embedded(Interface)));
        }
        return CodesFile is { Length: > 0 } file ? codes.Under(PortalCodes.Of(File.ReadAllText(file))) : codes;
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(PortalOptions).Assembly.GetManifestResourceStream($"OneStop.Infrastructure.Portal.portal-{name}.json")
            ?? throw new StartRefusedException($"Portal:Interface: there are no mapping tables named {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
