using System.Text.Json;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Exports;

namespace OneStop.Application.Exports;

/// <summary>How far an export is — lần kết xuất.</summary>
public sealed record ExportView
{
    public required ExportId Id { get; init; }

    /// <summary>Grows with every change but progress; <c>ETag</c> says the same.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the report.</summary>
    public required string Report { get; init; }

    public required ExportFormat Format { get; init; }

    /// <summary>The report's parameters, as they were sent.</summary>
    public required JsonElement Parameters { get; init; }

    public required ExportStanding State { get; init; }

    public required ExportProgress Progress { get; init; }

    /// <summary>Rows without head, totals and notes; null before it is finished.</summary>
    public long? Rows { get; init; }

    /// <summary>Length of the content.</summary>
    public long? Bytes { get; init; }

    /// <summary>Digest of the content, hexadecimal.</summary>
    public string? Sha256 { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it was finished, or failed.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Until when its content is kept; of one that failed, until when it can be seen. By the machine's clock, also in a sandbox.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why it failed.</summary>
    public ExportProblem? Problem { get; init; }

    /// <summary>Address of the content; null where there is none.</summary>
    public string? Content { get; init; }
}

/// <summary>How far the drawing is — tiến độ.</summary>
/// <param name="Done">Rows drawn.</param>
/// <param name="Of">Rows there will be; null where that is not known.</param>
public sealed record ExportProgress(long Done, long? Of);

/// <summary>Why an export failed — lý do không thành công.</summary>
/// <param name="Code">A problem code, as <c>GET /errors/{code}</c> explains it.</param>
public sealed record ExportProblem(string Code, string Title);

/// <summary>What the requests about exports share: only the requester sees one.</summary>
internal sealed class ExportRoom(IExports exports, ICaller caller, ExportOptions options, ExportClocks clocks)
{
    public ExportInstant Now => clocks.Now;

    public IExports Exports => exports;

    /// <summary>The caller's export of that identity.</summary>
    public async Task<Export> Own(ExportId id, CancellationToken ct)
    {
        var export = await exports.Find(id, ct);
        ExportRules.Exists.DemandFound(export?.State.RequestedBy == caller.Required().Id);
        return export!;
    }

    /// <summary>How many the caller has, of how many there may be.</summary>
    public async Task<ExportCounts> Counts(CancellationToken ct)
    {
        var account = caller.Required().Id;
        return new ExportCounts(await exports.CountOpen(account, ct), await exports.CountKept(account, Now.Machine, ct), options.MostOpen, options.MostKept);
    }

    public ExportView View(Export export)
    {
        var (state, standing) = (export.State, export.StandingAt(Now));
        using var parameters = JsonDocument.Parse(state.Details.Parameters);
        return new ExportView
        {
            Id = state.Id, Version = export.CurrentVersion, Report = state.Report, Format = state.Format, Parameters = parameters.RootElement.Clone(), State = standing,
            Progress = new ExportProgress(state.Done, state.Total), Rows = state.Rows, Bytes = state.Bytes, Sha256 = state.Sha256, RequestedAt = state.RequestedAt,
            FinishedAt = state.FinishedAt, ExpiresAt = state.ExpiresAt, Problem = Problem(state.Problem),
            Content = standing == ExportStanding.Finished ? $"/api/v1/exports/{state.Id}/content" : null,
        };
    }

    private ExportProblem? Problem(string? code) => code is null ? null
        : new ExportProblem(code, RuleBook.Find(code) is not { } rule ? code : caller.English ? rule.English : rule.Vietnamese);
}
