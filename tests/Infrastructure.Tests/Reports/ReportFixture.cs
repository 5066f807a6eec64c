using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Application.Reports;
using OneStop.Application.Transfers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>Agencies, dossiers and transfers written row by row, and reports about them with the lists behind their figures.</summary>
public abstract class ReportFixture(Db engine) : DatabaseFixture(engine)
{
    protected static readonly DateOnly First = new(2026, 3, 1);

    protected static readonly DateOnly Last = new(2026, 3, 31);

    /// <summary>A version without a route of its own and without a ladder.</summary>
    private static readonly ProcedureVersion Plain = new()
    {
        Number = 1, Name = "plain", Field = "plain", Level = AgencyLevel.Commune, Cases = [new ProcedureCase("plain", "plain", new TimeLimit(5, TimeUnit.WorkingDay))],
    };

    /// <summary>Who asks for reports; the engine sees everything.</summary>
    protected SetCaller Asking { get; } = new();

    protected static WorkingCalendar Office { get; } = new(
        new NationalCalendar(new Dictionary<int, CalendarYear> { [2026] = new() { Year = 2026, DaysOff = [] } }, 1),
        new WeeklyTemplate
        {
            Name = "plain",
            Days = Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .ToDictionary(day => day, IReadOnlyList<Session> (_) => [new Session(new TimeOnly(7, 30), new TimeOnly(11, 30)), new Session(new TimeOnly(13, 30), new TimeOnly(17, 0))]),
        });

    protected override void Configure(IServiceCollection services) => services.AddApplication().AddScoped<ICaller>(_ => Asking);

    /// <summary>An instant of 2026, written <c>03-02 10:00</c>.</summary>
    protected static DateTimeOffset At(string text) => new(DateTime.Parse($"2026-{text}", System.Globalization.CultureInfo.InvariantCulture), VietnamTime.Offset);

    protected Task Agency(string code, AgencyLevel level, string? parent, string? successor = null) => Write<IAgencyRepository, bool>(async agencies =>
    {
        await agencies.Add(
            RegisteredAgency.Import(
                new Agency
                {
                    Code = code, Name = code, Kind = AgencyKind.Department, Level = level, Parent = parent, WorkingHours = "plain", Successor = successor,
                    EffectiveTo = successor is null ? null : new DateOnly(2026, 3, 31),
                },
                Clock.Now),
            default);
        return true;
    });

    /// <summary>A dossier with five working days, open.</summary>
    protected async Task<DossierState> Received(
        string competent, string at, Channel channel = Channel.Counter, string? receiving = null, string field = "ho-tich", DossierId? root = null,
        string? origin = null, bool leads = false, bool confidential = false)
    {
        var clock = DeadlineLedger.Start(new ClockTerms { Limit = new TimeLimit(5, TimeUnit.WorkingDay) }, Office, At(at), null);
        var id = DossierId.New(At(at));
        var state = new DossierState
        {
            Id = id, Code = id.ToString(), Status = DossierStatus.InProgress, ProcedureCode = $"1.{field}", ProcedureVersion = 1, CaseKey = "mac-dinh", Field = field,
            ReceivingAgency = receiving ?? competent, CompetentAgency = competent, OriginCompetent = origin, OriginReceiving = receiving is null ? origin : null, Channel = channel, RootId = root, Confidential = confidential, SubmittedAt = At(at), ReceivedAt = At(at),
            DueAt = clock.DueAt, FirstDueAt = clock.DueAt, OverdueFrom = clock.OverdueFrom, UpdatedAt = At(at),
            Details = new DossierDetails { Owner = new Party { FullName = "Nguyễn Văn A" }, ReturnBy = ReturnVia.Counter, Route = "standard", Clock = clock, CalendarTemplate = "plain", Children = leads ? [DossierId.New(At(at))] : [] },
        };
        await Write<IDossierRepository, bool>(async dossiers =>
        {
            await dossiers.Add(new Dossier(state), default);
            return true;
        });
        return state;
    }

    /// <summary>The dossier after a change that everybody who follows dossiers hears of.</summary>
    protected async Task<DossierState> Changed(DossierState before, DossierState after, string at)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                var dossier = new Dossier(after);
                foreach (var follower in scope.ServiceProvider.GetServices<IFollowDossiers>())
                {
                    await follower.Follow(new DossierChange(dossier, before, new Circumstances(Actor.System, At(at), Plain, Office)), default);
                }
                await scope.ServiceProvider.GetRequiredService<IDossierRepository>().Save(dossier, default);
                await scope.ServiceProvider.GetRequiredService<HandlingFacts>().Keep(HandlingFact.Of(before), HandlingFact.Of(after), At(at), default);
                return true;
            },
            default);
        return after;
    }

    /// <summary>The dossier with its clock closed.</summary>
    protected Task<DossierState> Closed(DossierState before, string at, DossierStatus status = DossierStatus.Resolved)
    {
        var clock = before.Details.Clock!.Close(Office, At(at), null);
        return Changed(
            before,
            before with { Status = status, ClosedAt = At(at), Closing = clock.Closing, OverdueFrom = clock.OverdueFrom, Details = before.Details with { Clock = clock } },
            at);
    }

    /// <summary>The dossier decided, with the time it took.</summary>
    protected Task<DossierState> Decided(DossierState before, string at)
    {
        var clock = before.Details.Clock!.Close(Office, At(at), null);
        var details = before.Details with { Clock = clock, UsedMinutes = clock.UsedMinutes(Office, At(at)) };
        return Changed(
            before,
            before with { Status = DossierStatus.Resolved, ClosedAt = At(at), Closing = clock.Closing, OverdueFrom = clock.OverdueFrom, Details = details }, at);
    }

    /// <summary>The dossier taken up again after it was closed.</summary>
    protected Task<DossierState> Reopened(DossierState before, string at)
    {
        var clock = before.Details.Clock!.Reopen(Office, At(at), null, "reopened");
        return Changed(
            before,
            before with { Status = DossierStatus.InProgress, ClosedAt = null, Closing = null, OverdueFrom = clock.OverdueFrom, Details = before.Details with { Clock = clock } },
            at);
    }

    /// <summary>A leg of two working days.</summary>
    protected async Task<bool> Leg(
        DossierState dossier, TransferKind kind, string to, string sent, string? closed = null, TransferStatus status = TransferStatus.Completed, string? originTo = null)
    {
        var clock = DeadlineLedger.Start(new ClockTerms { Limit = new TimeLimit(2, TimeUnit.WorkingDay) }, Office, At(sent), null);
        var open = new TransferState
        {
            Id = TransferId.New(At(sent)), DossierId = dossier.Id, Kind = kind, Status = TransferStatus.Accepted, FromAgency = dossier.CompetentAgency,
            ToAgency = to, OriginTo = originTo, SentAt = At(sent), AcceptBy = At(sent), DueAt = clock.DueAt, OverdueFrom = clock.OverdueFrom, UpdatedAt = At(sent),
            Details = new TransferDetails { Task = "task", Clock = clock, CalendarTemplate = "plain" },
        };
        await Write<ITransferRepository, bool>(async transfers =>
        {
            await transfers.Add(new InterAgencyTransfer(open), dossier, default);
            return true;
        });
        if (closed is null)
        {
            return true;
        }
        var done = clock.Close(Office, At(closed), null);
        var ended = open with
        {
            Status = status,
            DueAt = done.DueAt,
            OverdueFrom = done.OverdueFrom,
            ClosedAt = At(closed),
            UpdatedAt = At(closed),
            Closing = status == TransferStatus.Completed ? done.Closing : null,
            Details = open.Details with { Clock = done },
        };
        await Write<ITransferRepository, bool>(async transfers =>
        {
            await transfers.Save(new InterAgencyTransfer(ended), dossier, default);
            return true;
        });
        return await Write<HandlingFacts, bool>(async facts =>
        {
            await facts.Keep(LegFact.Of(open, dossier), LegFact.Of(ended, dossier), At(closed), default);
            return true;
        });
    }

    /// <summary>The dossier as it knows that it has legs.</summary>
    protected static DossierState WithLegs(DossierState dossier) => dossier with
    {
        Details = dossier.Details with
        {
            Legs = [new Leg { Transfer = TransferId.New(At("03-01 00:00")), Kind = TransferKind.Vertical, Passage = 0, Agency = "any", DueAt = At("03-31 17:00") }],
        },
    };

    protected Task<Report> Ask(IRequest<Report> query) => Read<IMediator, Report>(mediator => mediator.Send(query));

    protected Task<Report> Handling(
        ReportGroup by = ReportGroup.Agency, HandlingUnit unit = HandlingUnit.Root, ReportStructure structure = ReportStructure.Current, string? agency = null) =>
        Ask(new HandlingReport(new ReportFrame(agency, First, Last, null, structure), by, unit));

    /// <summary>The rows behind a figure, by the list its link leads to.</summary>
    protected async Task<int> Behind(Figure figure)
    {
        var cell = figure.DrillDown[(figure.DrillDown.IndexOf("cell=", StringComparison.Ordinal) + 5)..];
        if (figure.DrillDown.StartsWith("/api/v1/reports/procedures?", StringComparison.Ordinal))
        {
            var list = new ListCountedProcedures(ProcedureCell.Parse(cell), new PageRequest { Limit = 200, Count = CountMode.Exact });
            return (await Read<IMediator, Page<CountedProcedure>>(mediator => mediator.Send(list))).Items.Count;
        }
        var tree = await Read<IAgencies, AgencyTree>(async agencies => await agencies.Tree(default));
        var reach = DossierReach.Of(Asking.Actor!, tree, VietnamTime.DateOf(Clock.Now));
        return figure.DrillDown.StartsWith("/api/v1/transfers?", StringComparison.Ordinal)
            ? await Transfers(TransferCell.Parse(cell), tree, reach)
            : await Dossiers(await Read<IFiledOnline, ReportCell>(online => ReportCell.Parse(cell).Resolved(online, default)), tree, reach);
    }

    private async Task<int> Dossiers(ReportCell cell, AgencyTree tree, DossierReach reach)
    {
        var page = await Read<IDossierLists, Page<DossierState>>(lists => lists.List(
            new ListDossiers(new DossierFilter { Cell = cell }, new PageRequest { Limit = 200, Count = CountMode.Exact }), reach, Clock.Now, tree, default));
        Assert.That(page.Count!.Value, Is.EqualTo(page.Items.Count));
        return page.Items.Count;
    }

    private async Task<int> Transfers(TransferCell cell, AgencyTree tree, DossierReach reach)
    {
        var page = await Read<ITransferLists, Page<StoredTransfer>>(lists => lists.List(
            new ListTransfers(new TransferFilter { Cell = cell }, new PageRequest { Limit = 200, Count = CountMode.Exact }), reach, Clock.Now, tree, default));
        Assert.That(page.Count!.Value, Is.EqualTo(page.Items.Count));
        return page.Items.Count;
    }

    /// <summary>Asks as whoever it was set to.</summary>
    protected sealed class SetCaller : ICaller
    {
        public Actor? Actor { get; set; } = Actor.System;

        public bool English => true;

        public int? ExpectedVersion => null;

        public IdempotencyKey? Idempotency => null;
    }
}
