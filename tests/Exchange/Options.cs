using System.Globalization;

namespace OneStop.Exchange;

/// <summary>How large the run is.</summary>
/// <param name="Dossiers">How many live.</param>
/// <param name="AtOnce">How many at the same time.</param>
/// <param name="KillEvery">Seconds between two kills, at most; 0 for none.</param>
internal sealed record Options(int Dossiers, int AtOnce, int KillEvery, int Seed)
{
    public static Options Of(string[] args)
    {
        int Number(string name, int otherwise)
        {
            var at = Array.IndexOf(args, name);
            return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        }

        return new Options(Number("--dossiers", 5_000), Number("--at-once", 24), Number("--kill-every", 20), Number("--seed", 1));
    }
}
