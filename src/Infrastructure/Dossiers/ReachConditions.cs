using OneStop.Application.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>The SQL face of <see cref="DossierReach"/>: its conditions on dossiers <c>d</c>, for every list, search, count and figure.</summary>
internal static class ReachConditions
{
    private const string OfAgencies = "EXISTS (SELECT 1 FROM DossierAgencies r WHERE r.DossierId = d.Id AND r.AgencyCode IN @Reach)";

    /// <summary>Kept from those who neither hold a trusted post at one of its agencies nor work on it.</summary>
    private const string NotKeptFrom = """
        (d.Confidential = 0 OR d.Assignee IN @ReachSelf OR d.Client = @ReachClient OR d.ReceivingAgency IN @ReachTrusted OR d.CompetentAgency IN @ReachTrusted
            OR EXISTS (SELECT 1 FROM DossierAgencies c WHERE c.DossierId = d.Id AND c.AgencyCode IN @ReachTrusted))
        """;

    /// <summary>The same by the rows <c>a</c> of an agency's work-list, which say by themselves what is confidential.</summary>
    private const string NotKeptFromList = """
        (a.Confidential = 0 OR EXISTS (SELECT 1 FROM Dossiers x WHERE x.Id = a.DossierId AND (x.Assignee IN @ReachSelf OR x.Client = @ReachClient
            OR x.ReceivingAgency IN @ReachTrusted OR x.CompetentAgency IN @ReachTrusted
            OR EXISTS (SELECT 1 FROM DossierAgencies c WHERE c.DossierId = x.Id AND c.AgencyCode IN @ReachTrusted))))
        """;

    private const string Identified = """
        (d.ReceivingAgency IN @ReachWorking OR d.CompetentAgency IN @ReachWorking OR d.Assignee IN @ReachNumbers OR d.Client = @ReachFiler
            OR EXISTS (SELECT 1 FROM DossierAgencies w WHERE w.DossierId = d.Id AND w.AgencyCode IN @ReachWorking))
        """;

    /// <summary>The same of facts <c>f</c>, among which nothing filed for trying out is. Needs <see cref="Count"/>.</summary>
    public const string CountedFact = $"""
        @ReachTrial = 0 AND (@ReachLimited = 0 OR f.ProcedureCode IN @ReachProcedures)
            AND (@ReachSees = 1 OR f.Confidential = 0 OR EXISTS (SELECT 1 FROM Dossiers d WHERE d.Id = f.DossierId AND {NotKeptFrom}))
        """;

    /// <summary>What figures count: nothing filed for trying out, and of the rest what the caller may see in its agencies. Needs <see cref="Count"/>.</summary>
    public const string Counted = $"""
        d.Test = 0 AND @ReachTrial = 0 AND (@ReachLimited = 0 OR d.ProcedureCode IN @ReachProcedures) AND (@ReachSees = 1 OR {NotKeptFrom})
        """;

    /// <summary>The dossier of a leg <c>t</c>; conditions on it and a bracket follow.</summary>
    public static string OfLeg => "EXISTS (SELECT 1 FROM Dossiers d WHERE d.Id = t.DossierId";

    /// <summary>The whole rule, where no index leads to the dossiers of the caller.</summary>
    public static void Keep(Narrowing list, DossierReach reach)
    {
        if (reach.ByAgencies)
        {
            if (!reach.Everything)
            {
                list.To(OfAgencies).With("Reach", reach.Held.ToArray());
            }
            Limit(list, reach);
        }
        else if (reach.Client is { } client)
        {
            list.To("d.Client = @ReachClient").With("ReachClient", TypeHandlers.Bytes(client));
        }
        else
        {
            Owners(list, reach, "d.OwnerAccount", id => TypeHandlers.Bytes(id));
        }
    }

    /// <summary>What confidentiality and a grant take away, where an index leads to the dossiers of the caller's agencies.</summary>
    /// <param name="byList">Whether the rows <c>a</c> of a work-list are at hand.</param>
    public static void Limit(Narrowing list, DossierReach reach, bool byList = false)
    {
        list.In("d.ProcedureCode", "ReachProcedures", reach.Procedures).Is("d.Test", "ReachTest", reach.Test is { } test ? (test ? 1 : 0) : null);
        if (!reach.SeesConfidential)
        {
            Trust(list.To(byList ? NotKeptFromList : NotKeptFrom), reach);
        }
    }

    /// <summary>A number is looked for only where the caller may read it: else it could be guessed from behind its mask.</summary>
    public static void Identify(Narrowing list, DossierReach reach)
    {
        if (reach is { ByAgencies: true, Working: { } working })
        {
            list.To(Identified).With("ReachWorking", working.ToArray())
                .With("ReachNumbers", reach.Self.Select(TypeHandlers.Bytes).ToArray())
                .With("ReachFiler", reach.Client is { } client ? TypeHandlers.Bytes(client) : []);
        }
    }

    /// <summary>Brings the parameters of <see cref="Counted"/>.</summary>
    public static Narrowing Count(Narrowing list, DossierReach reach) => Trust(list, reach)
        .With("ReachTrial", reach.Test == true ? 1 : 0)
        .With("ReachSees", reach.SeesConfidential ? 1 : 0)
        .With("ReachLimited", reach.Procedures is null ? 0 : 1)
        .With("ReachProcedures", reach.Procedures?.ToArray() ?? []);

    private static Narrowing Trust(Narrowing list, DossierReach reach) => list
        .With("ReachSelf", reach.Self.Select(TypeHandlers.Bytes).ToArray())
        .With("ReachClient", reach.Client is { } client ? TypeHandlers.Bytes(client) : [])
        .With("ReachTrusted", reach.SeesConfidential ? [] : reach.Trusted!.ToArray());

    /// <summary>What belongs to the caller, or was filed by it, by the keys <c>k</c> of dossiers <c>d</c>.</summary>
    public static void Own(Narrowing list, DossierReach reach)
    {
        list.To($"k.Kind = {(int)(reach.Client is null ? DossierKeyKind.Account : DossierKeyKind.Client)}");
        if (reach.Client is { } client)
        {
            list.Is("k.Value", "ReachOwner", client.ToString());
        }
        else
        {
            Owners(list, reach, "k.Value", id => id.ToString());
        }
    }

    /// <summary>The accounts whose dossiers the caller sees as their owner, each within the procedures of its mandate.</summary>
    /// <param name="column">Where the account stands.</param>
    /// <param name="value">How it stands there.</param>
    private static void Owners(Narrowing list, DossierReach reach, string column, Func<Domain.Access.AccountId, object> value)
    {
        if (reach.Owners is [{ Procedures: null } only])
        {
            list.To($"{column} = @ReachOwner").With("ReachOwner", value(only.Principal));
            return;
        }
        var alternatives = new List<string>();
        foreach (var (number, owner) in reach.Owners.Index())
        {
            var limit = owner.Procedures is null ? "" : $" AND d.ProcedureCode IN @ReachLimit{number}";
            alternatives.Add($"({column} = @ReachOwner{number}{limit})");
            list.With($"ReachOwner{number}", value(owner.Principal));
            if (owner.Procedures is { } procedures)
            {
                list.With($"ReachLimit{number}", procedures.ToArray());
            }
        }
        list.To(alternatives.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", alternatives)})");
    }
}
