using System.Globalization;
using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Forms;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Forms;

/// <summary>The register: dossiers of a period in the order of their reception, along its index; of the same instant in the order of their codes.</summary>
internal sealed class Registers(DbSession db, Dialect dialect) : IRegisters
{
    private const string Dossiers = "FROM Dossiers d";

    private const string InPeriod =
        "d.ReceivedAt >= @From AND d.ReceivedAt < @Until AND d.Test = 0 AND COALESCE(d.OriginReceiving, d.ReceivingAgency) IN @Received";

    private const string AfterLast = "d.ReceivedAt >= @AfterAt AND (d.ReceivedAt > @AfterAt OR d.Code > @AfterCode)";

    private const string Order = "ORDER BY d.ReceivedAt, d.Code";

    public async Task<Page<RegisteredDossier>> List(ListRegister query, IReadOnlyCollection<string> received, DossierReach reach, CancellationToken ct)
    {
        var (conditions, parameters, last) = (new List<string> { InPeriod }, new DynamicParameters(), After(query.Page));
        var list = new Narrowing(conditions, parameters).With("Received", received).With("From", FactConditions.Midnight(query.From))
            .With("Until", FactConditions.Midnight(query.To.AddDays(1))).With("Take", query.Page.CountTake);
        ReachConditions.Keep(list, reach);
        var counted = query.Page.Count == CountMode.None
            ? (long?)null
            : await db.QueryOne<long>($"SELECT COUNT(*) FROM (SELECT d.Code {Dossiers} {Where(conditions)} {Order} {dialect.Page}) c", parameters, ct);
        if (last is { } place)
        {
            list.To(AfterLast).With("AfterAt", place.At).With("AfterCode", place.Code);
        }
        list.With("Take", query.Page.Take);
        var rows = await db.Query<DossierState>($"SELECT {DossierRepository.Columns} {Dossiers} {Where(conditions)} {Order} {dialect.Page}", parameters, ct);
        var numbered = rows.Select((row, i) => new RegisteredDossier((last?.Sequence ?? 0) + i + 1, row)).ToList();
        return Pages.Of(query.Page, numbered, Keys, counted);
    }

    private static string Where(List<string> conditions) => $"WHERE {string.Join(" AND ", conditions)}";

    private static string[] Keys(RegisteredDossier row) =>
    [
        row.Dossier.ReceivedAt!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Dossier.Code, row.Sequence.ToString(CultureInfo.InvariantCulture),
    ];

    private static (long At, string Code, long Sequence)? After(PageRequest page)
    {
        if (Cursor.Read(page, keys: 3) is not [var at, var code, var sequence])
        {
            return null;
        }
        return long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var instant)
            && int.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (instant, code, number)
                : throw new InvalidInputException("cursor", FieldRules.WellFormed);
    }
}
