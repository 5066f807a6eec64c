using System.Buffers.Text;
using System.Text.Json;
using OneStop.Application.Pipeline;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>The dossiers behind a figure, as an opaque parameter of a list.</summary>
/// <param name="From">First day of reception.</param>
/// <param name="To">Last day of reception.</param>
/// <param name="Scope">The receiving agency with all below it.</param>
/// <param name="Structure">Under which agencies it counts.</param>
/// <param name="Procedures">Where the base is narrowed to these.</param>
public sealed record ReportCell(
    DateOnly From, DateOnly To, string? Scope, AgencyLevel? Level, string? Agency, string? Procedure, Channel? Channel,
    IReadOnlyList<string>? Procedures, AgencyStructure Structure = AgencyStructure.AtReception)
{
    private const int MostProcedures = 1_000;

    /// <summary>The list of exactly these dossiers.</summary>
    public string Link() => $"/api/v1/dossiers?cell={Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this))}";

    /// <summary>The cell of a link.</summary>
    public static ReportCell Parse(string cell)
    {
        try
        {
            var parsed = JsonSerializer.Deserialize<ReportCell>(Base64Url.DecodeFromChars(cell));
            return parsed is { Procedures: null or { Count: <= MostProcedures } } && InRange(parsed.From) && InRange(parsed.To)
                ? parsed
                : throw new JsonException();
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new InvalidInputException("cell", FieldRules.WellFormed);
        }
    }

    private static bool InRange(DateOnly day) => day.Year is >= WireFormats.EarliestYear and <= WireFormats.LatestYear;
}

/// <summary>Under which agencies figures count after a reorganisation — số liệu theo đơn vị cũ hoặc mới.</summary>
public enum AgencyStructure
{
    /// <summary>The agency that received it, closed or not: figures of before stay what they were.</summary>
    AtReception,

    /// <summary>The agency that holds it today.</summary>
    Today,
}
