using System.Globalization;

namespace OneStop.Load;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    private const string Usage = """
        dotnet run -c Release --project tests/Load -- [options]
          --seconds N    length of one round (15)
          --rounds N     rounds of each target, in turn (3)
          --dossiers N   dossiers in the database before the first round (10000)
          --only NAME    one scenario: read, receive or list
          --against DLL  another build of the Api in place of the bare endpoints
          --port N       first of the two ports (5210)
          --merge        three communes with --dossiers open dossiers become one, under load
          --reports      the handling report over 1,000,000 dossiers, and receptions meanwhile
          --feed         one reader follows the change feed over 200,000 events
          --webhooks     deliveries a second of one webhook, and beside dead and slow receivers
          --scale        the work-list page at --dossiers and at 1,000,000 dossiers
        """;

    public int Seconds { get; private init; } = 15;

    public int Rounds { get; private init; } = 3;

    public int Dossiers { get; private init; } = 10_000;

    public int Port { get; private init; } = 5210;

    public string? Only { get; private init; }

    public bool Scale { get; private init; }

    public bool Merge { get; private init; }

    public bool Reports { get; private init; }

    public bool Feed { get; private init; }
    public bool Webhooks { get; private init; }

    /// <summary>Another build of the engine to compare with.</summary>
    public string? Against { get; private init; }

    /// <summary>Serve the bare endpoints on this database instead of measuring.</summary>
    public string? Bare { get; private init; }

    public bool Wants(string scenario) => Only is null || Only == scenario;

    public static Settings Of(string[] args)
    {
        var settings = new Settings();
        for (var i = 0; i < args.Length; i++)
        {
            settings = args[i] switch
            {
                "--scale" => settings with { Scale = true },
                "--feed" => settings with { Feed = true },
                "--reports" => settings with { Reports = true },
                "--webhooks" => settings with { Webhooks = true },
                "--merge" => settings with { Merge = true },
                "--seconds" => settings with { Seconds = Number(args, ++i) },
                "--rounds" => settings with { Rounds = Number(args, ++i) },
                "--dossiers" => settings with { Dossiers = Number(args, ++i) },
                "--port" => settings with { Port = Number(args, ++i) },
                "--only" => settings with { Only = args[++i] },
                "--against" => settings with { Against = Path.GetFullPath(args[++i]) },
                "--serve-bare" => settings with { Bare = args[++i] },
                _ => throw new ArgumentException($"unknown option {args[i]}\n{Usage}"),
            };
        }
        return settings;
    }

    private static int Number(string[] args, int i) => int.Parse(args[i], CultureInfo.InvariantCulture);
}
