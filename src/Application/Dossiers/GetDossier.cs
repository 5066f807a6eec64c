using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>One dossier, by identity or code — xem hồ sơ.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetDossier(string Id) : IQuery<DossierView>;

internal sealed class GetDossierHandler(DossierDesk desk) : IRequestHandler<GetDossier, DossierView>
{
    public async Task<DossierView> Handle(GetDossier query, CancellationToken ct) => await desk.View(await desk.Get(query.Id, ct), ct);
}

/// <summary>The receipt as it stands now — xem giấy tiếp nhận.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetReceipt(string Id) : IQuery<ReceiptView>;

internal sealed class GetReceiptHandler(DossierDesk desk) : IRequestHandler<GetReceipt, ReceiptView>
{
    public async Task<ReceiptView> Handle(GetReceipt query, CancellationToken ct)
    {
        var state = (await desk.Get(query.Id, ct)).State;
        return ReceiptView.Of(state, await desk.Surroundings(state, ct)) ?? throw new NotFoundException(DossierRules.Exists);
    }
}

/// <summary>The deadline with its ledger and explanation — xem thời hạn giải quyết.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetDeadline(string Id) : IQuery<DossierDeadline>;

/// <summary>Why a dossier is due when it is — thời hạn giải quyết.</summary>
public sealed record DossierDeadline
{
    /// <summary><c>notStarted</c>, <c>running</c>, <c>paused</c> or <c>closed</c>.</summary>
    public required string Clock { get; init; }

    public TimeLimit? Limit { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? FirstDueAt { get; init; }

    /// <summary>Working minutes used since the last start.</summary>
    public long? UsedMinutes { get; init; }

    /// <summary>Working minutes left; below 0 once overdue.</summary>
    public long? LeftMinutes { get; init; }

    public required IReadOnlyList<LedgerEntry> Entries { get; init; }

    /// <summary>Template and last year of the calendar it was counted with.</summary>
    public string? Calendar { get; init; }

    public required Timeliness Timeliness { get; init; }

    /// <summary>One paragraph to print.</summary>
    public string? Explanation { get; init; }
}

internal sealed class GetDeadlineHandler(DossierDesk desk, ICaller caller) : IRequestHandler<GetDeadline, DossierDeadline>
{
    public async Task<DossierDeadline> Handle(GetDeadline query, CancellationToken ct)
    {
        var state = (await desk.Get(query.Id, ct)).State;
        if (state.Details.Clock is not { } clock)
        {
            return new DossierDeadline { Clock = "notStarted", Entries = [], Timeliness = Timeliness.NotStarted };
        }
        var calendar = await desk.CalendarOf(state, ct);
        var now = desk.Now;
        return new DossierDeadline
        {
            Clock = clock.IsClosed ? "closed" : clock.IsPaused ? "paused" : "running",
            Limit = clock.Terms.Limit, StartsAt = clock.StartsAt, StartsOn = clock.StartsOn, DueAt = clock.DueAt, FirstDueAt = clock.FirstDueAt,
            UsedMinutes = clock.UsedMinutes(calendar, now), LeftMinutes = clock.LeftMinutes(calendar, now), Entries = clock.Entries,
            Calendar = clock.Calendar, Timeliness = clock.At(now), Explanation = DeadlineExplanation.Of(clock, calendar, now, caller.English),
        };
    }
}
