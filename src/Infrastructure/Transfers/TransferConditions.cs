using OneStop.Application.Dossiers;
using OneStop.Application.Transfers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Dossiers;

namespace OneStop.Infrastructure.Transfers;

/// <summary>The transfers <c>t</c> behind a figure; the caller's access stands beside it.</summary>
internal static class TransferConditions
{
    public static void Add(Narrowing list, TransferCell cell, AgencyTree agencies, DossierReach reach)
    {
        var fact = new List<string> { "f.StartedAt = t.SentAt AND f.ItemId = t.Id" };
        list.Within(fact, inner => FactConditions.Add(inner, FactKind.Leg, cell.Facts, agencies, reach))
            .To($"EXISTS (SELECT 1 FROM HandlingFacts f WHERE {string.Join(" AND ", fact)})");
    }
}
