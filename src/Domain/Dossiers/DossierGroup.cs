namespace OneStop.Domain.Dossiers;

/// <summary>What holds for all dossiers of a group — điều kiện chung của nhóm hồ sơ liên thông.</summary>
/// <param name="ReturnTogether">No result leaves before all of them are ready.</param>
/// <param name="Secret">Of the one receipt, whichever of them is accepted first.</param>
public sealed record GroupTerms(bool ReturnTogether, string Secret)
{
    public static GroupTerms New(bool returnTogether) => new(returnTogether, Receipt.NewSecret());
}

/// <summary>
/// Dossiers of linked procedures that were handed in at once, the root first: each has its own code, route and clock, and all share one
/// receipt — nhóm thủ tục hành chính liên thông (Thông tư 01/2018/TT-VPCP Điều 4).
/// </summary>
public sealed class DossierGroup
{
    public DossierGroup(IEnumerable<DossierState> members)
    {
        var all = members.ToList();
        var order = all.Single(member => member.RootId is null).Details.Children.ToList();
        Members = [.. all.OrderBy(member => order.IndexOf(member.Id))];
    }

    /// <summary>The root, then the others as they were handed in.</summary>
    public IReadOnlyList<DossierState> Members { get; }

    /// <summary>Whether nothing is left to do on any of them but to hand out results.</summary>
    public bool IsReady => Members.All(member => member.Status == DossierStatus.Resolved || !member.Status.IsOpen());

    /// <summary>Revision of the one receipt: 1, and one more with every correction of any of them.</summary>
    public int ReceiptRevision => 1 + Members.Sum(member => (member.Details.Receipt?.Revision ?? 1) - 1);

    public IEnumerable<DossierState> Others(DossierId than) => Members.Where(member => member.Id != than);
}

/// <summary>A dossier of a group — hồ sơ trong nhóm liên thông.</summary>
public sealed partial class Dossier
{
    /// <summary>Stand for the dossiers that were handed in with this one — hồ sơ gốc của nhóm liên thông.</summary>
    public void StandFor(IReadOnlyList<Dossier> linked, Circumstances on)
    {
        State = State with { Details = State.Details with { Children = [.. linked.Select(dossier => dossier.State.Id)] } };
        Happened(new DossiersLinked(State.Details.Children, State.Details.Group!.ReturnTogether), on);
    }
}
