using System.Globalization;
using Dapper;
using OneStop.Application.Audit;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>Reads the access journal: a range of its key, or of the index by reader.</summary>
internal sealed class AccessViews(DbSession db, Dialect dialect) : IAccessViews
{
    private const string Rows = """
        SELECT j.SubjectId, j.Minute, j.ActorId, j.ClientId, j.Agency, j.What, a.UserName AS ActorName, c.UserName AS ClientName
        FROM AccessJournal j
        LEFT JOIN Accounts a ON a.Id = j.ActorId
        LEFT JOIN Accounts c ON c.Id = j.ClientId
        """;

    private const string Counted = "SELECT COUNT(*) FROM (SELECT j.Minute FROM AccessJournal j";

    /// <summary>In the name of one of the agencies; in no agency's, by somebody who has a post at one of them.</summary>
    private const string WithinAgencies = """
        (j.Agency IN @Within OR (j.Agency IS NULL AND EXISTS (SELECT 1 FROM AccountPosts p WHERE p.AccountId = j.ActorId AND p.AgencyCode IN @Within)))
        """;

    public async Task<Page<AccessRecord>> List(AccessQuery query, PageRequest page, CancellationToken ct)
    {
        var bySubject = query.Subject is not null;
        var tie = bySubject ? "j.ActorId" : "j.SubjectId";
        var (conditions, parameters) = Conditions(query);
        var counted = page.Count == CountMode.None ? (long?)null : await Count(conditions, parameters, page, ct);
        if (Cursor.Read(page, keys: 2) is [var minute, var id])
        {
            conditions.Add($"j.Minute <= @AfterMinute AND (j.Minute < @AfterMinute OR {tie} < @AfterId)");
            parameters.Add("AfterMinute", long.TryParse(minute, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed());
            parameters.Add("AfterId", Guid.TryParse(id, out var value) ? value.ToByteArray(bigEndian: true) : throw Malformed());
        }
        parameters.Add("Take", page.Take);
        var rows = await db.Query<Row>(
            $"{Rows} WHERE {string.Join(" AND ", conditions)} ORDER BY j.Minute DESC, {tie} DESC {dialect.Page}", parameters, ct);
        var shown = Pages.Of(
            page, rows, row => [row.Minute.ToString(CultureInfo.InvariantCulture), bySubject ? row.ActorId.ToString() : row.SubjectId.ToString()], counted);
        return new Page<AccessRecord>([.. shown.Items.Select(row => row.Record)], shown.Next, shown.Count);
    }

    private async Task<long?> Count(List<string> conditions, DynamicParameters parameters, PageRequest page, CancellationToken ct)
    {
        var counting = new DynamicParameters(parameters);
        counting.Add("Take", page.CountTake);
        return await db.QueryOne<long>(
            $"{Counted} WHERE {string.Join(" AND ", conditions)} ORDER BY j.Minute {dialect.Page}) c", counting, ct);
    }

    private static (List<string> Conditions, DynamicParameters Parameters) Conditions(AccessQuery query)
    {
        var (conditions, parameters) = (new List<string>(), new DynamicParameters());
        Narrow("j.SubjectId = @Subject", "Subject", query.Subject is { } subject ? TypeHandlers.Bytes(subject) : null);
        Narrow("j.ActorId = @Actor", "Actor", query.Actor is { } actor ? TypeHandlers.Bytes(actor) : null);
        Narrow("j.Minute >= @FromMinute", "FromMinute", query.From?.ToUnixTimeSeconds() / 60);
        Narrow("j.Minute < @ToMinute", "ToMinute", (query.To?.ToUnixTimeSeconds() + 59) / 60);
        Narrow(WithinAgencies, "Within", query.Within?.ToArray());
        return (conditions, parameters);

        void Narrow(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add(name, value);
            }
        }
    }

    private static InvalidInputException Malformed() => new("cursor", FieldRules.WellFormed);

    private sealed record Row
    {
        public required DossierId SubjectId { get; init; }

        public required long Minute { get; init; }

        public required AccountId ActorId { get; init; }

        public AccountId? ClientId { get; init; }

        public string? Agency { get; init; }

        public required int What { get; init; }

        public string? ActorName { get; init; }

        public string? ClientName { get; init; }

        public AccessRecord Record => new(
            SubjectId, DateTimeOffset.FromUnixTimeSeconds(Minute * 60).ToOffset(VietnamTime.Offset), (AccessKind)What, new AccountName(ActorId, ActorName),
            ClientId is { } client ? new AccountName(client, ClientName) : null, Agency);
    }
}
