using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Tests.Calendar;
using OneStop.Domain.Tests.Transfers;
using OneStop.Domain.Transfers;
using static OneStop.Domain.Dossiers.DossierStatus;

namespace OneStop.Domain.Tests.Dossiers;

/// <summary>Every action in every status: the moves of the national statuses and no others.</summary>
public sealed class StatusTableTests
{
    private static readonly Actor Me = Sample.Everybody;

    /// <summary>Action, a dossier on which nothing but the status can stand in the way, the deed, and from where it leads to where.</summary>
    private static readonly Row[] Table =
    [
        new(DossierAction.Accept, () => Sample.RegisteredDossier, (d, on) => d.Accept(on), new() { [Registered] = Received }),
        new(DossierAction.Refuse, () => Sample.RegisteredDossier, (d, on) => d.Refuse(Sample.Defects, on), new() { [Registered] = NotAccepted }),
        new(DossierAction.Claim, () => Sample.At("thu-ly", Me) with { Assignee = null }, (d, on) => d.Claim(on), Stays(Received, InProgress)),
        new(DossierAction.Assign, () => Sample.At("thu-ly", Me), (d, on) => d.Assign(Sample.Handler, on), Stays(Received, InProgress)),
        new(DossierAction.Unassign, () => Sample.At("thu-ly", Me), (d, on) => d.Unassign(on), Stays(Received, InProgress)),
        new(DossierAction.CompleteStep, () => Sample.At("thu-ly", Me), (d, on) => d.CompleteStep(null, on), new() { [Received] = InProgress, [InProgress] = InProgress }),
        new(DossierAction.SendBack, () => Sample.At("thu-ly", Me), (d, on) => d.SendBack("tiep-nhan", "sai", on), Stays(InProgress)),
        new(DossierAction.Recall, Recallable, (d, on) => d.Recall(on), Stays(InProgress)),
        new(DossierAction.RequestSupplement, () => Sample.At("thu-ly", Me), (d, on) => d.RequestSupplement(Sample.Defects, on),
            new() { [Registered] = AwaitingSupplement, [Received] = AwaitingSupplement, [InProgress] = AwaitingSupplement }),
        new(DossierAction.AnswerSupplement, () => Sample.Supplementing, (d, on) => d.AnswerSupplement(Sample.Answers, on), new() { [AwaitingSupplement] = InProgress }),
        new(DossierAction.ImposeObligation, () => Sample.At("thu-ly", Me), (d, on) => d.ImposeObligation("landTax", 1, "1", on), new() { [InProgress] = AwaitingPayment }),
        new(DossierAction.SettleObligation, () => Sample.Paying, (d, on) => d.SettleObligation(d.State.Details.Obligations[0].Id, null, null, on),
            new() { [AwaitingPayment] = InProgress }),
        new(DossierAction.Extend, () => Sample.At("thu-ly", Me), (d, on) => d.Extend(Calendars.Limit("2wd"), "xác minh", on), Stays(Received, InProgress)),
        new(DossierAction.Apologise, () => Sample.At("thu-ly", Me) with { OverdueFrom = Sample.Monday }, (d, on) => d.Apologise("chậm", on.Today.AddDays(3), on),
            Stays(Received, InProgress)),
        new(DossierAction.Withdraw, () => Sample.At("thu-ly", Me), (d, on) => d.Withdraw("rút", on),
            new() { [Registered] = Withdrawn, [Received] = Withdrawn, [InProgress] = Withdrawn, [AwaitingSupplement] = Withdrawn, [AwaitingPayment] = Withdrawn }),
        new(DossierAction.Stop, () => Sample.At("thu-ly", Me), (d, on) => d.Stop("dừng", on),
            new() { [Received] = Stopped, [InProgress] = Stopped, [AwaitingSupplement] = Stopped, [AwaitingPayment] = Stopped }),
        new(DossierAction.Decide, () => Sample.At("lanh-dao", Me), (d, on) => d.Decide(Outcome.Approved, null, null, on), Stays(InProgress)),
        new(DossierAction.RecordResult, () => Sample.Decided(Me), (d, on) => d.RecordResult(Sample.Result, on), new() { [InProgress] = Resolved }),
        new(DossierAction.Return, () => Sample.Resolved, (d, on) => d.Return(ReturnVia.Counter, null, on), new() { [Resolved] = Returned }),
        new(DossierAction.Correct, () => Sample.At("thu-ly", Me), (d, on) => d.Correct(new Correction { ReturnBy = ReturnVia.Postal }, "nhầm", on),
            Stays(Registered, Received, InProgress, AwaitingSupplement, AwaitingPayment, Resolved)),
        new(DossierAction.OpenTransfer, () => Sample.At("thu-ly", Me), Sent, Stays(Received, InProgress)),
        new(DossierAction.Reopen, () => Sample.Stopped, (d, on) => d.Reopen("khiếu nại", on), new() { [Stopped] = InProgress, [Returned] = InProgress }),
        new(DossierAction.Reassign, () => Sample.At("thu-ly", Me) with { OriginCompetent = "H17.25" },
            (d, on) => d.Reassign(Sample.Agencies.Find(Sample.Elsewhere)!, Sample.Agencies, "địa bàn", on with { CoSuccessors = new HashSet<string> { Sample.Elsewhere } }),
            Stays(Registered, Received, InProgress, AwaitingSupplement, AwaitingPayment, Resolved)),
    ];

    [Test]
    public void Every_action_stands_in_the_table() =>
        Assert.That(Table.Select(row => row.Action), Is.EquivalentTo(Enum.GetValues<DossierAction>()));

    [Test]
    public void An_action_is_allowed_exactly_where_the_table_leads_on(
        [ValueSource(nameof(Actions))] DossierAction action, [Values] DossierStatus status)
    {
        var row = Table.Single(row => row.Action == action);
        var dossier = new Dossier(row.Given() with { Status = status });
        if (row.To.TryGetValue(status, out var to))
        {
            row.Deed(dossier, Sample.By(Me));
            Assert.That(dossier.State.Status, Is.EqualTo(to));
            Assert.That(dossier.Recorded, Has.Count.EqualTo(1), "one action, one event");
        }
        else
        {
            var before = dossier.State;
            Assert.That(() => row.Deed(dossier, Sample.By(Me)), Throws.TypeOf<RuleBrokenException>());
            Assert.That(dossier.State, Is.SameAs(before));
            Assert.That(dossier.Recorded, Is.Empty);
        }
    }

    private static DossierAction[] Actions() => Enum.GetValues<DossierAction>();

    private static Dictionary<DossierStatus, DossierStatus> Stays(params DossierStatus[] statuses) => statuses.ToDictionary(status => status);

    private static void Sent(Dossier dossier, Circumstances on)
    {
        dossier.DemandOpening(null, lead: false, on.Now, on);
        dossier.OpenLeg(InterAgencyTransfer.Send(Legs.Dispatch(), Legs.By(Me, dossier.State)), on);
    }

    private static DossierState Recallable()
    {
        var state = Sample.At("thu-ly", Me);
        return state with
        {
            Assignee = null,
            Details = state.Details with { Steps = [state.Details.Steps[0] with { Assignee = Me.Id }, state.Details.Steps[1] with { Assignee = null }] },
        };
    }

    private sealed record Row(
        DossierAction Action, Func<DossierState> Given, Action<Dossier, Circumstances> Deed, Dictionary<DossierStatus, DossierStatus> To);
}
