using System.Globalization;
using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Forms;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Forms;

/// <summary>The register: dossiers of a period in the order of their reception, in which what figures know of them lies.</summary>
internal sealed class Registers(DbSession db, Dialect dialect) : IRegisters
{
    private const string Received = "FROM HandlingFacts f INNER JOIN Dossiers d ON d.Id = f.ItemId";

    private const string InPeriod =
        "f.Kind = 0 AND f.StartedAt >= @From AND f.StartedAt < @Until AND f.RecordedUntil = @StillOnRecord AND f.ReceivingOrigin IN @Received";

    private const string AfterLast = "f.StartedAt >= @AfterAt AND (f.StartedAt > @AfterAt OR f.ItemId > @AfterId)";

    private const string Order = "ORDER BY f.StartedAt, f.ItemId";

    public async Task<Page<RegisteredDossier>> List(ListRegister query, IReadOnlyCollection<string> received, DossierReach reach, CancellationToken ct)
    {
        var (conditions, parameters, last) = (new List<string> { InPeriod }, new DynamicParameters(), After(query.Page));
        var list = new Narrowing(conditions, parameters).With("Received", received).With("From", FactConditions.Midnight(query.From))
            .With("Until", FactConditions.Midnight(query.To.AddDays(1))).With("StillOnRecord", HandlingFacts.StillOnRecord).With("Take", query.Page.CountTake);
        ReachConditions.Keep(list, reach);
        var counted = query.Page.Count == CountMode.None
            ? (long?)null
            : await db.QueryOne<long>($"SELECT COUNT(*) FROM (SELECT f.ItemId {Received} {Where(conditions)} {Order} {dialect.Page}) c", parameters, ct);
        if (last is { } place)
        {
            list.To(AfterLast).With("AfterAt", place.At).With("AfterId", TypeHandlers.Bytes(place.Id));
        }
        list.With("Take", query.Page.Take);
        var rows = await db.Query<DossierState>($"SELECT {DossierRepository.Columns} {Received} {Where(conditions)} {Order} {dialect.Page}", parameters, ct);
        var numbered = rows.Select((row, i) => new RegisteredDossier((last?.Sequence ?? 0) + i + 1, row)).ToList();
        return Pages.Of(query.Page, numbered, Keys, counted);
    }

    private static string Where(List<string> conditions) => $"WHERE {string.Join(" AND ", conditions)}";

    private static string[] Keys(RegisteredDossier row) =>
    [
        row.Dossier.ReceivedAt!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Dossier.Id.ToString(), row.Sequence.ToString(CultureInfo.InvariantCulture),
    ];

    private static (long At, DossierId Id, long Sequence)? After(PageRequest page)
    {
        if (Cursor.Read(page, keys: 3) is not [var at, var id, var sequence])
        {
            return null;
        }
        return long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var instant)
            && DossierId.TryParse(id, CultureInfo.InvariantCulture, out var last) && int.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (instant, last, number)
                : throw new InvalidInputException("cursor", FieldRules.WellFormed);
    }
}
