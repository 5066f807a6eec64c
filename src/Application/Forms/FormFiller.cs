using System.Globalization;
using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Application.Transfers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Forms;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Forms;

/// <summary>Fills a form in from the record, as far as its reader may see it.</summary>
internal sealed class FormFiller(DossierDesk desk, LinkedDossiers linked, IAccounts accounts, ITransferLists transfers, ICaller caller)
{
    public async Task<FormView> Fill(DossierState state, FormOccasion occasion, FormSet set, CancellationToken ct)
    {
        var (held, reach) = (await desk.Held(state, ct), await desk.Reach(ct));
        var around = await desk.Surroundings(held, ct);
        var receipt = occasion.Form == StatutoryForm.Receipt ? ReceiptView.Of(held, around, await linked.ReceiptsOf(held, ct, reach))?.For(reach, state) : null;
        var known = await accounts.FindAll([.. Officials(state, occasion)], ct);
        return Head(state, held, occasion, set, around) with
        {
            Owner = Seen(state.Details.Owner, reach, state),
            Submitter = state.Details.Submitter is { } submitter ? Seen(submitter, reach, state) : null,
            Official = Signer(state, occasion) is { } signer && known.TryGetValue(signer, out var account) ? account.State.DisplayName : null,
            Qr = receipt?.Qr ?? $"onestop:{state.Code}",
            Receipt = receipt,
            Supplement = occasion is { Form: StatutoryForm.SupplementRequest, Number: { } round } ? Supplement(state.Details.Supplements[round - 1], around) : null,
            Refusal = occasion.Form == StatutoryForm.Refusal ? Refusal(state, around) : null,
            Apology = Letter(state, occasion) is { } letter ? FormApology.Of(letter) : null,
            Stop = occasion.Form == StatutoryForm.StopNotice ? new FormStop(state.Details.EndReason, Unanswered(state)) : null,
            ControlSlip = occasion.Form == StatutoryForm.ControlSlip ? new HandOvers(held, around, known).Slip(await Legs(held, around, reach, ct)) : null,
        };
    }

    private FormView Head(DossierState state, DossierState held, FormOccasion occasion, FormSet set, DossierSurroundings around)
    {
        var (sheet, at) = (set.Sheet(occasion.Form)!, occasion.At!.Value);
        var (agency, office, day) = (IssuedBy(state, held, occasion, around.Agencies), Receiving(state, held, at, around.Agencies), VietnamTime.DateOf(at));
        var view = held.View(around, held.Version);
        return new FormView
        {
            Form = occasion.Form.Key(), Number = sheet.Number, Title = caller.English ? sheet.English : sheet.Vietnamese, Set = set.Key, Circular = set.Circular,
            Paper = sheet.Paper, Ordinal = occasion.Number, At = at, Agency = new AgencyName(agency, around.Agencies.NameOf(agency)),
            SuperiorAgency = around.Agencies.SuperiorOn(agency, day) is { } superior ? new AgencyName(superior.Code, superior.Name) : null,
            ReceivingAgency = new AgencyName(office, around.Agencies.NameOf(office)),
            Place = around.Agencies.PlaceOf(agency), Code = state.Code, Procedure = view.Procedure,
            Case = around.Version.Cases.Count > 1 ? around.Version.Cases.FirstOrDefault(one => one.Key == state.CaseKey)?.Name : null,
            Channel = state.Channel, Owner = view.Owner, CoOwners = [.. state.Details.CoOwners.Select(party => party.FullName)],
            SubmittedAt = state.SubmittedAt, ReceivedAt = state.ReceivedAt, DueAt = Letter(state, occasion)?.DueAt ?? state.DueAt,
            FirstDueAt = state.FirstDueAt == state.DueAt ? null : state.FirstDueAt, Restarts = FormRestart.Of(state), Qr = "",
        };
    }

    /// <summary>The agency as it was on the day: the one that took its place since signs nothing of before.</summary>
    private static string IssuedBy(DossierState state, DossierState held, FormOccasion occasion, AgencyTree agencies)
    {
        var resolves = occasion.Form is StatutoryForm.Apology or StatutoryForm.StopNotice || (occasion.Form == StatutoryForm.Refusal && state.Status != DossierStatus.NotAccepted);
        return resolves
            ? Then(state.OriginCompetent ?? state.CompetentAgency, held.CompetentAgency, occasion.At!.Value, agencies)
            : Receiving(state, held, occasion.At!.Value, agencies);
    }

    private static string Receiving(DossierState state, DossierState held, DateTimeOffset at, AgencyTree agencies) =>
        Then(state.OriginReceiving ?? state.ReceivingAgency, held.ReceivingAgency, at, agencies);

    private static string Then(string origin, string now, DateTimeOffset at, AgencyTree agencies) =>
        agencies.Find(origin)?.IsInForceOn(VietnamTime.DateOf(at)) == true ? origin : now;

    private static DelayLetter? Letter(DossierState s, FormOccasion occasion) =>
        occasion is { Form: StatutoryForm.Apology, Number: { } number } ? DelayLetter.Of(s)[number - 1] : null;

    private static Party Seen(Party party, DossierReach reach, DossierState state) => reach.Identifies(state) ? party : Sight.Masked(party);

    private static FormSupplement Supplement(Supplement round, DossierSurroundings around) =>
        new(round.Round, round.AnswerBy, FormDefect.Of(round.Defects, around.Version));

    private static FormRefusal Refusal(DossierState s, DossierSurroundings around) => s.Status == DossierStatus.NotAccepted
        ? new FormRefusal(RefusalStage.Reception, FormDefect.Of(s.Details.Refusal, around.Version), null, s.Details.Refusal.Count == 0 ? Unanswered(s) : null)
        : new FormRefusal(RefusalStage.Resolution, [], s.Details.Decision?.Reason, null);

    /// <summary>Until when the supplement was awaited whose silence ended the dossier.</summary>
    private static DateTimeOffset? Unanswered(DossierState s) =>
        s.Details is { EndReason: null, Supplements: [.., { AnsweredAt: null } last] } && s.ClosedAt >= last.AnswerBy ? last.AnswerBy : null;

    private static AccountId? Signer(DossierState s, FormOccasion occasion) => occasion.Form switch
    {
        StatutoryForm.Receipt => s.Details.Receipt?.IssuedBy,
        StatutoryForm.SupplementRequest when AccountId.TryParse(s.Details.Supplements[occasion.Number!.Value - 1].RequestedBy, CultureInfo.InvariantCulture, out var by) => by,
        StatutoryForm.Refusal => s.Status == DossierStatus.NotAccepted ? s.Details.RefusedBy : s.Details.Decision?.By,
        _ => null,
    };

    private static IEnumerable<AccountId> Officials(DossierState s, FormOccasion occasion) => occasion.Form == StatutoryForm.ControlSlip
        ? s.Details.Steps.Select(passage => passage.Assignee).OfType<AccountId>().Distinct()
        : Signer(s, occasion) is { } signer ? [signer] : [];

    private async Task<IReadOnlyList<TransferState>> Legs(DossierState s, DossierSurroundings around, DossierReach reach, CancellationToken ct)
    {
        var legs = new List<TransferState>();
        var page = new PageRequest { Limit = PageRequest.LargestLimit, Count = CountMode.None, Sort = "sentAt" };
        do
        {
            var found = await transfers.List(new ListTransfers(new TransferFilter { Dossier = s.Id.ToString() }, page), reach, around.Now, around.Agencies, ct);
            legs.AddRange(found.Items.Select(row => row.Transfer));
            page = page with { Cursor = found.Next };
        }
        while (page.Cursor is not null);
        return legs;
    }
}
