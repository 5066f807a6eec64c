using OneStop.Application.Procedures;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>The catalogue as reports look at it.</summary>
internal sealed class ReportCatalogue(IProcedureViews views, IProcedureRepository procedures)
{
    /// <summary>What was in force on a day of the period, each procedure with its last version of then, in the order of codes.</summary>
    /// <param name="agencies">Where only what one of these is competent for counts.</param>
    public async Task<IReadOnlyList<ProcedureInForce>> InForce(
        DateOnly from, DateOnly to, AgencyLevel? level, IReadOnlySet<string>? agencies, CancellationToken ct)
    {
        var offered = new List<ProcedureInForce>();
        foreach (var code in await views.InForceBetween(from, to, ct))
        {
            if (await procedures.Find(code, ct) is { State: { } state }
                && (agencies is null || state.Offerings.Overlaps(agencies))
                && state.Versions.LastOrDefault(version => IsInForce(version, from, to) && (level is null || Levels(version).Contains(level.Value))) is { } version)
            {
                offered.Add(new ProcedureInForce(code, version));
            }
        }
        return offered;
    }

    /// <summary>Refuses a code that is not in the catalogue.</summary>
    public async Task DemandKnown(IReadOnlyList<string> codes, string path, CancellationToken ct)
    {
        foreach (var code in codes)
        {
            if (await procedures.Find(code, ct) is null)
            {
                throw new InvalidInputException(path, DossierRules.ProcedureIsKnown);
            }
        }
    }

    /// <summary>The name a procedure has now.</summary>
    public async Task<string> NameOf(string code, CancellationToken ct) => (await procedures.Find(code, ct))?.State.Versions is [.., var last] ? last.Name : code;

    /// <summary>Every level a version is resolved at.</summary>
    public static IEnumerable<AgencyLevel> Levels(ProcedureVersion version) => version.AlsoLevels.Prepend(version.Level).Distinct();

    private static bool IsInForce(ProcedureVersion version, DateOnly from, DateOnly to) =>
        version.Status == VersionStatus.Published && !(version.EffectiveFrom > to) && !(version.EffectiveTo < from);
}

/// <summary>A procedure with the version a report shows.</summary>
internal sealed record ProcedureInForce(string Code, ProcedureVersion Version);
