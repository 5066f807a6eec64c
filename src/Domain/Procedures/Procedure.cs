using System.Text.RegularExpressions;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Procedures;

/// <summary>An administrative procedure — thủ tục hành chính.</summary>
public sealed partial class Procedure(ProcedureState state) : Aggregate
{
    public ProcedureState State { get; private set; } = state;

    public override string Kind => "procedure";

    public override string Key => State.Code;

    public override int Version => State.Version;

    /// <summary>The version it has once what was recorded is written.</summary>
    public int NextVersion => State.Version + Recorded.Count;

    /// <summary>Draft the first version of a new procedure — soạn dự thảo thủ tục mới.</summary>
    public static Procedure Draft(string code, bool official, ProcedureVersion first, DateTimeOffset now)
    {
        DemandCode(code);
        var procedure = new Procedure(new ProcedureState { Code = code, CodeOfficial = official });
        procedure.DraftVersion(first, now);
        return procedure;
    }

    /// <summary>Take a procedure over with versions that are published elsewhere — nhập thủ tục đã công bố.</summary>
    public static Procedure Import(ProcedureState state, DateTimeOffset now)
    {
        DemandCode(state.Code);
        var procedure = new Procedure(state with { Version = 0 });
        procedure.Record(new ProcedureImported(state.Code, state.Versions.Count), now, agency: null);
        return procedure;
    }

    /// <summary>The published version in force on a day; null where there is none.</summary>
    public ProcedureVersion? InForceOn(DateOnly day) => State.Versions.LastOrDefault(version => version.IsInForceOn(day));

    /// <summary>The version of that number, whatever its status.</summary>
    public ProcedureVersion? VersionOf(int number) => State.Versions.FirstOrDefault(version => version.Number == number);

    /// <summary>The draft under way; null where there is none.</summary>
    public ProcedureVersion? OpenDraft => State.Versions.FirstOrDefault(version => version.Status == VersionStatus.Draft);

    /// <summary>Whether the agency offers it.</summary>
    public bool IsOfferedBy(string agency) => State.Offerings.Contains(agency);

    /// <summary>Draft a further version; its number is the next — soạn phiên bản mới.</summary>
    public void DraftVersion(ProcedureVersion content, DateTimeOffset now)
    {
        ProcedureRules.OneDraftAtATime.Demand(OpenDraft is null);

        var number = State.Versions.Select(version => version.Number).DefaultIfEmpty(0).Max() + 1;
        State = State with { Versions = [.. State.Versions, content with { Number = number, Status = VersionStatus.Draft }] };
        Record(new ProcedureDrafted(State.Code, number), now, agency: null);
    }

    /// <summary>Replace the content of a draft — sửa dự thảo.</summary>
    public void ChangeDraft(int number, ProcedureVersion content, DateTimeOffset now)
    {
        ProcedureRules.VersionIsDraft.Demand(Existing(number).Status == VersionStatus.Draft);

        Replace(content with { Number = number, Status = VersionStatus.Draft });
        Record(new ProcedureDraftChanged(State.Code, number), now, agency: null);
    }

    /// <summary>Change the draft of that number, or draft it where it is the next.</summary>
    public void WriteVersion(int number, ProcedureVersion content, DateTimeOffset now)
    {
        if (number == State.Versions.Max(version => version.Number) + 1)
        {
            DraftVersion(content, now);
        }
        else
        {
            ChangeDraft(number, content, now);
        }
    }

    /// <summary>End the versions in force on the day before a draft begins, so that it can follow them.</summary>
    public void EndBefore(int number, DateTimeOffset now)
    {
        var first = Existing(number).EffectiveFrom ?? VietnamTime.DateOf(now);
        if (InForceOn(first) is { } before && (before.EffectiveFrom is null || before.EffectiveFrom < first))
        {
            Repeal(first.AddDays(-1), now);
        }
    }

    /// <summary>What keeps a version from being published; nothing where it can be.</summary>
    public IReadOnlyList<Fault> Validate(int number, PublishSurroundings around) =>
        [.. new PublishCheck(Existing(number), [.. State.Versions.Where(version => version.Number != number)], around).Faults()];

    /// <summary>
    /// Publish a draft: from now on it never changes, but for its last day — công bố. Without a first day it begins on the day of
    /// publication.
    /// </summary>
    /// <exception cref="InvalidInputException">The check found faults.</exception>
    public void Publish(int number, PublishSurroundings around, DateTimeOffset now)
    {
        var draft = Existing(number);
        ProcedureRules.VersionIsDraft.Demand(draft.Status == VersionStatus.Draft);
        draft = draft with { EffectiveFrom = draft.EffectiveFrom ?? around.Today };
        Replace(draft);
        if (Validate(number, around) is { Count: > 0 } faults)
        {
            throw new InvalidInputException(faults);
        }

        Replace(draft with { Status = VersionStatus.Published });
        Record(new ProcedurePublished(State.Code, number, draft.EffectiveFrom, draft.EffectiveTo), now, agency: null);
    }

    /// <summary>Set the last day of what is in force beyond it; dossiers received until then go on under their version — bãi bỏ.</summary>
    public void Repeal(DateOnly effectiveTo, DateTimeOffset now)
    {
        var beyond = State.Versions
            .Where(version => version.Status == VersionStatus.Published && (version.EffectiveTo is null || version.EffectiveTo > effectiveTo))
            .ToList();
        ProcedureRules.IsInForceToBeRepealed.Demand(beyond.Count > 0);
        ProcedureRules.NothingStartsAfterRepeal.Demand(beyond.TrueForAll(version => !(version.EffectiveFrom > effectiveTo)));

        foreach (var version in beyond)
        {
            Replace(version with { EffectiveTo = effectiveTo });
        }
        Record(new ProcedureRepealed(State.Code, [.. beyond.Select(version => version.Number)], effectiveTo), now, agency: null);
    }

    /// <summary>Say which agencies are competent for it — quy định cơ quan có thẩm quyền.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool SetOfferings(IReadOnlySet<string> agencies, DateTimeOffset now)
    {
        var added = agencies.Except(State.Offerings).Order(StringComparer.Ordinal).ToList();
        var removed = State.Offerings.Except(agencies).Order(StringComparer.Ordinal).ToList();
        if (added.Count + removed.Count == 0)
        {
            return false;
        }

        State = State with { Offerings = agencies };
        Record(new OfferingsChanged(State.Code, added, removed), now, agency: null);
        return true;
    }

    private ProcedureVersion Existing(int number) => VersionOf(number) ?? throw new NotFoundException(ProcedureRules.VersionExists);

    private void Replace(ProcedureVersion changed) =>
        State = State with { Versions = [.. State.Versions.Select(version => version.Number == changed.Number ? changed : version)] };

    private static void DemandCode(string code)
    {
        if (!NationalCode().IsMatch(code))
        {
            throw new InvalidInputException("code", ProcedureRules.CodeIsWellFormed);
        }
    }

    [GeneratedRegex(@"^[0-9]\.[0-9]{6}\z")]
    private static partial Regex NationalCode();
}

/// <summary>Data of a procedure: one row.</summary>
public sealed record ProcedureState
{
    /// <summary>Code in the national database, such as <c>1.004203</c>.</summary>
    public required string Code { get; init; }

    /// <summary>False for local procedures without a national code.</summary>
    public bool CodeOfficial { get; init; } = true;

    public int Version { get; init; }

    public IReadOnlyList<ProcedureVersion> Versions { get; init; } = [];

    /// <summary>Codes of the agencies that are competent for it.</summary>
    public IReadOnlySet<string> Offerings { get; init; } = new HashSet<string>();
}
