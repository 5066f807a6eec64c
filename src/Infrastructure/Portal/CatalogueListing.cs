using System.Text.Json;
using OneStop.Application.Portal;

namespace OneStop.Infrastructure.Portal;

/// <summary>A list of the national database as it was answered.</summary>
/// <param name="Records">Its records by code.</param>
/// <param name="Codes">The codes in order.</param>
/// <param name="Refusals">What could not be read of it.</param>
/// <param name="Complete">Whether every record had a code, so that what is missing is missing there.</param>
internal sealed record CatalogueListing(IReadOnlyDictionary<string, JsonElement> Records, IReadOnlyList<string> Codes, IReadOnlyList<NationalRefusal> Refusals, bool Complete)
{
    /// <summary>The codes behind a place.</summary>
    public IReadOnlyList<string> After(string code, int most) => [.. Codes.Where(one => string.CompareOrdinal(one, code) > 0).Take(most)];

    public static CatalogueListing Of(IReadOnlyList<JsonElement> records, string codeField)
    {
        var (known, refusals, complete) = (new Dictionary<string, JsonElement>(StringComparer.Ordinal), new List<NationalRefusal>(), true);
        foreach (var record in records)
        {
            if (NationalRecords.CodeOf(record, codeField) is not { } code)
            {
                complete = false;
                refusals.Add(new NationalRefusal(null, record.ValueKind == JsonValueKind.Object ? "codeMalformed" : "notAnObject"));
            }
            else if (!known.TryAdd(code, record))
            {
                refusals.Add(new NationalRefusal(code, "twice"));
            }
        }
        return new CatalogueListing(known, [.. known.Keys.Order(StringComparer.Ordinal)], refusals, complete);
    }
}

/// <summary>The national database answered a list without anything in it: nothing is concluded from that.</summary>
internal sealed class EmptyCatalogueException : Exception;

/// <summary>The portal's dictionary services.</summary>
internal sealed class PortalDictionary(PortalClient client)
{
    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>A whole list.</summary>
    /// <exception cref="EmptyCatalogueException">There is nothing in it.</exception>
    public async Task<CatalogueListing> List(string service, string codeField, ICollection<MadeCall> calls, CancellationToken ct)
    {
        var answer = await client.Call(service, Nothing, safe: true, calls, persons: [], ct);
        var records = NationalRecords.In(answer.Body);
        return records.Count > 0 ? CatalogueListing.Of(records, codeField) : throw new EmptyCatalogueException();
    }

    /// <summary>A procedure, whole; or why it is not taken.</summary>
    public async Task<ReadProcedure> Procedure(string code, ICollection<MadeCall> calls, CancellationToken ct)
    {
        try
        {
            var answer = await client.Call(ServiceNames.GetProcedure, new Dictionary<string, object> { ["maTTHC"] = code }, safe: true, calls, persons: [], ct);
            if (NationalRecords.In(answer.Body) is not [var record, ..])
            {
                return new ReadProcedure(code, null, "notFound");
            }
            var (content, reason) = NationalRecords.Read(code, record);
            return new ReadProcedure(code, content, reason);
        }
        catch (PortalRefusedException)
        {
            return new ReadProcedure(code, null, "refused");
        }
    }
}

/// <summary>A procedure as it was read.</summary>
/// <param name="Reason">Why it is not taken; null where it is.</param>
internal sealed record ReadProcedure(string Code, Domain.Portal.NationalContent? Content, string? Reason);
