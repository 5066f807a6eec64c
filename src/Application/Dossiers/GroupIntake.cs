using OneStop.Application.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>Takes in a group as so many single filings, and says of each fault at which of them it stands.</summary>
internal sealed class GroupIntake(Intake intake, ISubjects subjects, TimeProvider clock)
{
    private static readonly HashSet<string> Own =
        typeof(LinkedFiling).GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<Arrival>> Prepare(FileDossierGroup command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var arrivals = new List<Arrival>();
        var faults = new List<Fault>();
        foreach (var (index, one) in command.Dossiers.Index())
        {
            try
            {
                var arrival = await intake.Prepare(command.Filing(one), now, ct);
                if (arrivals.Exists(earlier => IsSame(earlier, arrival)))
                {
                    faults.Add(new Fault($"dossiers[{index}].procedure", DossierRules.LinkedOnce));
                }
                arrivals.Add(arrival);
            }
            catch (InvalidInputException e)
            {
                faults.AddRange(At(index, e.Faults));
            }
        }
        return faults.Count == 0 ? arrivals : throw new InvalidInputException([.. faults.Distinct()]);
    }

    /// <summary>The same for the account of whoever signed in elsewhere.</summary>
    public async Task<IReadOnlyList<Arrival>> ForSubject(IReadOnlyList<Arrival> arrivals, CancellationToken ct)
    {
        var owned = new List<Arrival>();
        foreach (var arrival in arrivals)
        {
            owned.Add(await arrival.ForSubject(subjects, ct));
        }
        return owned;
    }

    /// <summary>The dossiers under their codes, linked to the first of them.</summary>
    public static IReadOnlyList<Dossier> Enter(IReadOnlyList<Arrival> arrivals, bool returnTogether, IReadOnlyList<string> codes)
    {
        var terms = GroupTerms.New(returnTogether);
        var confidential = arrivals.Any(arrival => arrival.On.Version.Confidential);
        Dossier? root = null;
        var entered = new List<Dossier>();
        foreach (var (index, arrival) in arrivals.Index())
        {
            entered.Add(Enter(index, arrival with { Filing = arrival.Filing with { Root = root?.State.Id, Group = terms, Confidential = confidential } }, codes[index]));
            root ??= entered[0];
        }
        root!.StandFor([.. entered.Skip(1)], arrivals[0].On);
        return entered;
    }

    /// <summary>Where a member of one filing stands in the body of the group.</summary>
    public static string PathOf(int index, string path) => Own.Contains(path.Split('.', '[')[0]) ? $"dossiers[{index}].{path}" : path;

    private static Dossier Enter(int index, Arrival arrival, string code)
    {
        try
        {
            return arrival.Enter(code);
        }
        catch (InvalidInputException e)
        {
            throw new InvalidInputException([.. At(index, e.Faults)]);
        }
    }

    /// <summary>What all share may be right for the others: then it is the procedure, or its agency, that does not fit.</summary>
    private static IEnumerable<Fault> At(int index, IEnumerable<Fault> faults) => faults.Select(fault => fault with
    {
        Path = fault switch
        {
            { Path: "agency" or "channel" } when fault.Rule == DossierRules.AgencyOffersProcedure || fault.Rule == DossierRules.ChannelIsOffered =>
                $"dossiers[{index}].procedure",
            { Path: "agency" } when fault.Rule == DossierRules.AgencyReceivesForCompetent => $"dossiers[{index}].competentAgency",
            _ => PathOf(index, fault.Path),
        },
    });

    private static bool IsSame(Arrival one, Arrival other) =>
        one.Procedure.State.Code == other.Procedure.State.Code && one.Filing.Case.Key == other.Filing.Case.Key;
}
