using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Attention;

/// <summary>Makes answers out of rows: the dossiers of a page are read at once.</summary>
internal sealed class AttentionViews(IAttention attention, DossierDesk desk, IAgencies agencies)
{
    public async Task<IReadOnlyList<AttentionItem>> Of(IReadOnlyList<FoundRow> found, AttentionScope scope, CancellationToken ct)
    {
        if (found.Count == 0)
        {
            return [];
        }
        var ids = found.Select(one => one.Row.DossierId).Distinct().ToList();
        var dossiers = (await attention.Dossiers(ids, ct)).ToDictionary(state => state.Id);
        var tree = await agencies.Tree(ct);
        var items = new List<AttentionItem>(found.Count);
        foreach (var (number, row) in found)
        {
            var state = dossiers[row.DossierId];
            var around = await desk.Surroundings(state, ct);
            var item = row.TransferId is null ? OfDossier(state, around, tree) : OfLeg(row, state, around, tree);
            var kind = AttentionStrand.All[number].Kind;
            items.Add(item with
            {
                Kind = kind,
                Since = kind == AttentionKind.DueSoon ? scope.Calendar.AddMinutes(row.At, -scope.SoonMinutes) : row.At,
                Rung = row.TransferId is null ? state.Details.Rung : null,
            });
        }
        return items;
    }

    private static AttentionItem OfDossier(DossierState state, DossierSurroundings around, AgencyTree tree)
    {
        var step = DossierPolicy.RouteOf(state, around.Version).Steps.FirstOrDefault(step => step.Key == state.StepKey);
        var agency = step is not null ? DossierPolicy.AgencyOf(step, state)
            : state.Status == DossierStatus.Registered ? state.ReceivingAgency
            : state.CompetentAgency;
        var role = step?.Role ?? (state.Status == DossierStatus.Registered ? Role.Reception : null);
        return Item(state, around, new AgencyName(agency, tree.NameOf(agency))) with
        {
            Responsible = new Responsible(role, state.Assignee, step?.Key),
            DueAt = state.DueAt,
        };
    }

    private static AttentionItem OfLeg(AttentionRow row, DossierState state, DossierSurroundings around, AgencyTree tree)
    {
        var inner = row.Details!.InnerSteps.ElementAtOrDefault(row.Details.StepsDone);
        return Item(state, around, new AgencyName(row.ToAgency!, tree.NameOf(row.ToAgency!))) with
        {
            Transfer = row.TransferId,
            Responsible = new Responsible(inner?.Role, row.Details.AcceptedBy, row.StepKey),
            DueAt = row.DueAt,
        };
    }

    private static AttentionItem Item(DossierState state, DossierSurroundings around, AgencyName agency) => new()
    {
        Kind = default, Since = default, Agency = agency, Responsible = new Responsible(null, null, null),
        Dossier = new AttentionDossier(
            state.Id, state.Code, new DossierProcedure(state.ProcedureCode, state.ProcedureVersion, around.Version.Name, state.CaseKey, state.Field)),
    };
}
