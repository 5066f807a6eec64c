using System.Collections.Frozen;

namespace OneStop.Domain.Agencies;

/// <summary>All agencies, past and present — cây đơn vị hành chính.</summary>
public sealed class AgencyTree
{
    private readonly FrozenDictionary<string, Agency> byCode;
    private readonly ILookup<string, Agency> children;
    private Holdings? lastHoldings;

    /// <param name="moving">Codes of agencies whose work is not moved to their successors yet, or not all of it.</param>
    public AgencyTree(IEnumerable<Agency> agencies, IEnumerable<string>? moving = null)
    {
        Moving = (moving ?? []).ToFrozenSet(StringComparer.Ordinal);
        byCode = agencies.ToFrozenDictionary(agency => agency.Code, StringComparer.Ordinal);
        children = byCode.Values.Where(agency => agency.Parent is not null).ToLookup(agency => agency.Parent!, StringComparer.Ordinal);
    }

    public IEnumerable<Agency> All => byCode.Values;

    /// <summary>Agencies under whose codes open work may still be stored though another agency holds it.</summary>
    public IReadOnlySet<string> Moving { get; }

    public Agency? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The agency's name, or its code where it is not known.</summary>
    public string NameOf(string code) => byCode.TryGetValue(code, out var agency) ? agency.Name : code;

    public IEnumerable<Agency> ChildrenOf(string code) => children[code];

    /// <summary>The agency and all below it.</summary>
    public IEnumerable<string> Subtree(string code) => children[code].SelectMany(child => Subtree(child.Code)).Prepend(code);

    /// <summary>The agency and all above it, the agency itself first.</summary>
    public IEnumerable<Agency> Ancestry(string code)
    {
        for (var agency = Find(code); agency is not null; agency = agency.Parent is null ? null : Find(agency.Parent))
        {
            yield return agency;
        }
    }

    /// <summary>
    /// The agency above this one on a day: of one that began later, the one it took over from; null where there was none, or several merged — cơ quan cấp trên.
    /// </summary>
    public Agency? SuperiorOn(string code, DateOnly day)
    {
        if (Find(code)?.Parent is not { } parent)
        {
            return null;
        }
        if (!(day < Find(parent)?.EffectiveFrom))
        {
            return InForceOn(parent, day);
        }
        var before = All.Where(agency => agency.IsInForceOn(day) && (agency.Successor == parent || agency.OtherSuccessors.Contains(parent))).Take(2).ToList();
        return before.Count == 1 ? before[0] : null;
    }

    /// <summary>Whether one agency is the other or stands above it.</summary>
    public bool IsWithin(string code, string above) => Ancestry(code).Any(agency => agency.Code == above);

    /// <summary>The agency that resolves what this one receives: itself, or its parent where it is a one-stop office.</summary>
    public string CompetentFor(string receiving) => Find(receiving) is { Kind: AgencyKind.OneStop, Parent: { } parent } ? parent : receiving;

    /// <summary>The agency on a day, or whoever took its work over by then — đơn vị kế thừa; null where there is nobody.</summary>
    public Agency? InForceOn(string code, DateOnly day)
    {
        var agency = Find(code);
        if (agency is null || !(day > agency.EffectiveTo))
        {
            return agency?.IsInForceOn(day) == true ? agency : null;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (agency is not null && day > agency.EffectiveTo && seen.Add(agency.Code))
        {
            agency = agency.Successor is { } successor ? Find(successor) : null;
        }
        return agency?.IsInForceOn(day) == true ? agency : null;
    }

    /// <summary>
    /// Who holds an agency's work on a day: the agency itself while it is not closed, then its main successor, and where it was abolished
    /// the agency above it — đơn vị đang giữ hồ sơ.
    /// </summary>
    public string HolderOn(string code, DateOnly day)
    {
        var agency = Find(code);
        if (agency is null || !(day > agency.EffectiveTo))
        {
            return code;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (day > agency.EffectiveTo && seen.Add(agency.Code)
            && (agency.Successor ?? agency.Parent) is { } next && Find(next) is { } heir)
        {
            agency = heir;
        }
        return agency.Code;
    }

    /// <summary>The closed agencies whose work this one holds on a day, whatever number of successions lies between — đơn vị tiền thân.</summary>
    public IEnumerable<string> PredecessorsOf(string code, DateOnly day)
    {
        var holdings = lastHoldings;
        if (holdings is null || holdings.Day != day)
        {
            var closed = byCode.Values.Where(agency => day > agency.EffectiveTo).Select(agency => (agency.Code, Holder: HolderOn(agency.Code, day)));
            lastHoldings = holdings = new Holdings(
                day, closed.Where(pair => pair.Holder != pair.Code).ToLookup(pair => pair.Holder, pair => pair.Code, StringComparer.Ordinal));
        }
        return holdings.ByHolder[code];
    }

    /// <summary>Every agency that has a part of a closed one's work on a day: its successors, and theirs — các đơn vị kế thừa.</summary>
    public IReadOnlySet<string> SuccessorsOn(string code, DateOnly day)
    {
        var (found, seen, open) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new Stack<string>([code]));
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next) || Find(next) is not { } agency)
            {
                continue;
            }
            if (agency.IsInForceOn(day))
            {
                found.Add(next);
                continue;
            }
            foreach (var successor in agency.OtherSuccessors.Concat(agency.Successor is { } main ? [main] : []))
            {
                open.Push(successor);
            }
        }
        return found;
    }

    /// <summary>Where dossiers for a competent agency may be filed on a day: at the agency itself and at its one-stop offices.</summary>
    public IEnumerable<Agency> FilingPlaces(string competent, DateOnly on) =>
        ChildrenOf(competent).Where(child => child.Kind == AgencyKind.OneStop)
            .Concat(Find(competent) is { } agency ? [agency] : [])
            .Where(agency => agency.IsInForceOn(on));

    /// <summary>
    /// The agency a selector of a route names: <c>self</c>, <c>parent</c>, <c>province</c>, a link (<c>taxOffice</c>, …) or a code.
    /// Null where the owner has no such neighbour. A closed agency is answered as it is; see <see cref="InForceOn"/>.
    /// </summary>
    public Agency? Resolve(string selector, string owner) => selector switch
    {
        "self" => Find(owner),
        "parent" => Find(owner)?.Parent is { } parent ? Find(parent) : null,
        "province" => Ancestry(owner).LastOrDefault(agency => agency.Level == AgencyLevel.Province),
        "taxOffice" or "landOffice" or "police" or "socialInsurance" =>
            Find(owner)?.Links.GetValueOrDefault(selector) is { } link ? Find(link) : null,
        _ => Find(selector),
    };

    private sealed record Holdings(DateOnly Day, ILookup<string, string> ByHolder);
}
