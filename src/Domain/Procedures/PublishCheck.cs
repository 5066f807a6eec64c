using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Procedures;

/// <summary>What the check before publication looks at beside the procedure itself.</summary>
/// <param name="Agencies">All agencies.</param>
/// <param name="Calendar">A working calendar; any weekly template, for only the years it knows matter.</param>
/// <param name="Fields">Codes of the fields.</param>
/// <param name="Today">The day of publication.</param>
public sealed record PublishSurroundings(AgencyTree Agencies, WorkingCalendar Calendar, IReadOnlySet<string> Fields, DateOnly Today);

/// <summary>The check before a version is published — kiểm tra trước khi công bố.</summary>
internal sealed class PublishCheck(ProcedureVersion version, IReadOnlyList<ProcedureVersion> others, PublishSurroundings around)
{
    public IEnumerable<Fault> Faults() =>
        Heading().Concat(Dates()).Concat(Cases()).Concat(Parts()).Concat(Terms())
            .Concat(new RouteCheck(version, around).Faults()).Concat(new LadderCheck(version.Escalation).Faults());

    private IEnumerable<Fault> Heading()
    {
        if (string.IsNullOrWhiteSpace(version.Name))
        {
            yield return new Fault("name", ProcedureRules.NameIsGiven);
        }
        if (!around.Fields.Contains(version.Field))
        {
            yield return new Fault("field", ProcedureRules.FieldIsKnown);
        }
    }

    private IEnumerable<Fault> Dates()
    {
        if (version.EffectiveTo < version.EffectiveFrom)
        {
            yield return new Fault("effectiveTo", ProcedureRules.DatesAreInOrder);
        }
        else if (others.Any(other => other.Status == VersionStatus.Published
            && Overlap(version.EffectiveFrom, version.EffectiveTo, other.EffectiveFrom, other.EffectiveTo)))
        {
            yield return new Fault("effectiveFrom", ProcedureRules.VersionsDoNotOverlap);
        }
    }

    private IEnumerable<Fault> Cases()
    {
        if (version.Cases.Count == 0)
        {
            yield return new Fault("cases", ProcedureRules.HasACase);
        }
        for (var i = 0; i < version.Cases.Count; i++)
        {
            var (key, _, limit, _) = version.Cases[i];
            if (!limit.IsValid)
            {
                yield return new Fault($"cases[{i}].limit", ProcedureRules.LimitIsValid);
            }
            if (!FoldedText.IsSlug(key))
            {
                yield return new Fault($"cases[{i}].key", ProcedureRules.KeyIsASlug);
            }
            if (version.Cases.Take(i).Any(earlier => earlier.Key == key))
            {
                yield return new Fault($"cases[{i}].key", ProcedureRules.KeysAreUnique);
            }
        }
    }

    private IEnumerable<Fault> Parts()
    {
        for (var i = 0; i < version.Components.Count; i++)
        {
            var part = version.Components[i];
            if (version.Components.Take(i).Any(earlier => earlier.Code == part.Code))
            {
                yield return new Fault($"components[{i}].code", ProcedureRules.KeysAreUnique);
            }
            if (part.Originals < 0 || part.CertifiedCopies < 0 || part.Photocopies < 0)
            {
                yield return new Fault($"components[{i}]", ProcedureRules.AmountsAreNotNegative);
            }
        }
        for (var i = 0; i < version.Fees.Count; i++)
        {
            if (version.Fees[i].AmountVnd < 0 || version.Fees[i].MostVnd < 0)
            {
                yield return new Fault($"fees[{i}]", ProcedureRules.AmountsAreNotNegative);
            }
        }
    }

    /// <summary>Other limits of the version, and the calendar years that a term could run into.</summary>
    private IEnumerable<Fault> Terms()
    {
        if (!version.AcceptanceTerm.IsValid)
        {
            yield return new Fault("acceptanceTerm", ProcedureRules.LimitIsValid);
        }
        if (!version.SupplementTerm.IsValid)
        {
            yield return new Fault("supplementTerm", ProcedureRules.LimitIsValid);
        }
        if (version.SupplementRounds < 0 || version.SupplementWindow < 0)
        {
            yield return new Fault("supplementRounds", ProcedureRules.AmountsAreNotNegative);
        }
        for (var i = 0; i < version.Cases.Count; i++)
        {
            if (version.Cases[i].Limit.IsValid && !IsCovered(version.Cases[i].Limit))
            {
                yield return new Fault($"cases[{i}].limit", ProcedureRules.CalendarCoversTheTerm);
            }
        }
    }

    /// <summary>Whether a term from the version's first day on, and one that starts where that one ends, stay within the known years.</summary>
    private bool IsCovered(TimeLimit limit)
    {
        var terms = new ClockTerms { Limit = limit };
        try
        {
            var first = DeadlineLedger.Start(terms, around.Calendar, VietnamTime.At(FirstDay(version, around.Today), new TimeOnly(8, 0)), actor: null);
            return version.EffectiveTo <= first.DueOn
                || DeadlineLedger.Start(terms, around.Calendar, first.DueAt, actor: null).DueAt > first.DueAt;
        }
        catch (MissingCalendarYearException)
        {
            return false;
        }
    }

    /// <summary>The first day, from today on, on which the version takes dossiers; its last one where it is over.</summary>
    internal static DateOnly FirstDay(ProcedureVersion version, DateOnly today)
    {
        var first = version.EffectiveFrom > today ? version.EffectiveFrom.Value : today;
        return version.EffectiveTo < first ? version.EffectiveTo.Value : first;
    }

    internal static bool Overlap(DateOnly? from, DateOnly? to, DateOnly? otherFrom, DateOnly? otherTo) =>
        !(to < otherFrom) && !(otherTo < from);
}
