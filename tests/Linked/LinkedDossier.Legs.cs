using System.Net;

namespace OneStop.Linked;

/// <summary>What happens at the other agencies.</summary>
internal sealed partial class LinkedDossier
{
    /// <summary>Takes the leg that is open at an agency.</summary>
    public async Task Accept(string at, string agency, string role)
    {
        await At(at);
        var leg = await ActOn(await OpenAt(agency), "accept", $"{role}@{agency}");
        block.Check($"accepted at {agency}", ("accepted", now), (leg.Status, leg.AcceptedAt));
    }

    /// <summary>Ends the current inner step of the leg at an agency, by whoever holds its role.</summary>
    public async Task Inside(string at, string agency)
    {
        await At(at);
        var leg = await OpenAt(agency);
        if (leg.Step is not { } step)
        {
            block.Fail($"no inner step at {agency}");
            return;
        }
        var inner = steps.Where(known => known.Transfer is not null).SelectMany(known => known.Transfer!.InnerSteps).Single(known => known.Key == step.Key);
        await ActOn(leg, "steps/complete", $"{inner.Role}@{agency}");
        block.Say($"{Block.Time(now)}  {inner.Role}@{agency}: {inner.Name}");
    }

    /// <summary>Ends the leg at an agency, with the decision where it decides; behind the last one the dossier must have moved on.</summary>
    public async Task Finish(string at, string agency, string role)
    {
        await At(at);
        var (place, leg) = (Place, await OpenAt(agency));
        var others = dossier.OpenTransfers.Count - 1;
        leg = await ActOn(leg, "complete", $"{role}@{agency}", leg.Decides ? new { outcome = "approved", result = Result(), documents } : new { documents });
        block.Check($"completed at {agency}", ("completed", now), (leg.Status, leg.CompletedAt));
        block.Say($"{Block.Time(now)}  {role}@{agency}: completed, {leg.Timeliness}{(leg.Decides ? ", decided" : "")}");
        await Refresh();
        if (leg.Decides)
        {
            block.Check("what came back", ("approved", $"{number:000}/QĐ"), (dossier.Outcome, dossier.Result?.Number));
        }
        if (others > 0 || steps[place].Transfer is null)
        {
            block.Check($"open transfers after {agency}", others, dossier.OpenTransfers.Count);
            block.Check($"step after {agency}", steps[place].Key, dossier.Step?.Key);
            return;
        }
        await Arrived(place + Stage(place).Count);
    }

    /// <summary>Sends a leg beside the route.</summary>
    public async Task Open(string at, string official, object leg)
    {
        await At(at);
        (await api.Post($"{Path}/transfers", official, leg, dossier.Version)).Demand(HttpStatusCode.Created);
        await Refresh();
    }

    /// <summary>Sends the leg at an agency back.</summary>
    public async Task Decline(string at, string agency, string role)
    {
        await At(at);
        var leg = await ActOn(await OpenAt(agency), "decline", $"{role}@{agency}", new { reason = "Không thuộc địa bàn phụ trách" });
        block.Say($"{Block.Time(now)}  {role}@{agency}: declined");
        block.Check($"declined at {agency}", ("declined", now), (leg.Status, leg.EndedAt));
        await Refresh();
        block.Check($"open transfers after {agency} declined", 0, dossier.OpenTransfers.Count);
    }

    /// <summary>Finds a new way for the last leg to an agency: its sender after it was declined, its receiver before it is accepted.</summary>
    public async Task Reroute(string at, string agency, string to, string official)
    {
        await At(at);
        var before = (await Legs()).Last(leg => leg.ToAgency.Code == agency);
        var old = await ActOn(before, "reroute", official, new { toAgency = to, reason = "Thuộc thẩm quyền của cơ quan này" });
        await Refresh();
        var leg = await OpenAt(to);
        block.Say($"{Block.Time(now)}  {official}: from {agency} to {to}");
        block.Check("status of what was re-routed", before.Status == "sent" ? "rerouted" : before.Status, old.Status);
        block.Check("the new leg", (old.Next, official[(official.IndexOf('@', StringComparison.Ordinal) + 1)..], before.Limit, before.Decides), (leg.Id, leg.FromAgency.Code, leg.Limit, leg.Decides));
        block.Check("the leg before", before.Id, leg.Previous);
    }

    /// <summary>Takes back the leg at an agency.</summary>
    public async Task Recall(string at, string agency, string official)
    {
        await At(at);
        var leg = await ActOn(await OpenAt(agency), "recall", official, new { reason = "Không trả lời đúng hạn" });
        block.Say($"{Block.Time(now)}  {official}: recalled from {agency}");
        block.Check($"recalled from {agency}", "recalled", leg.Status);
        await Refresh();
    }

    /// <summary>The consultation at an agency was not answered: it lapsed at an instant, and the dossier moved on.</summary>
    public async Task Lapsed(string agency, string at, int place)
    {
        var leg = (await Legs()).Single(leg => leg.ToAgency.Code == agency);
        block.Check($"silence of {agency}", ("lapsed", at, "late"), (leg.Status, Text(leg.EndedAt), leg.Timeliness));
        block.Say($"{Block.Time(leg.EndedAt)}  {agency}: no answer, which means consent");
        await Arrived(place);
    }

    /// <summary>The consultation at an agency was not answered, which is no consent: it was brought before the head of the one-stop office.</summary>
    public async Task Escalated(string agency, string at)
    {
        var leg = await OpenAt(agency);
        block.Check($"escalation about {agency}", at, Text(leg.EscalatedAt));
        block.Check($"leg at {agency} is late", "overdue", leg.Timeliness);
        block.Say($"{Block.Time(leg.EscalatedAt)}  {agency}: no answer, which is no consent: escalated");
    }

    /// <summary>The citizen has to pay, as the agency of the open leg says, and pays later; nobody's time runs meanwhile.</summary>
    public async Task Pay(string notified, string paid, string agency, string settledBy)
    {
        await At(notified);
        var (dueBefore, imposedAt) = (dossier.DueAt, now);
        var legBefore = (await OpenAt(agency)).DueAt;
        await Act("financial-obligations", $"handler@{agency}", new { kind = "landTax", amountVnd = 18_500_000, basis = "Thông báo nộp tiền 214/TB" });
        block.Check("status while the citizen pays", ("awaitingPayment", 6), (dossier.Status, dossier.StatusCode));
        block.Say($"{Block.Time(now)}  handler@{agency}: the citizen has to pay, the clock stops");
        var leg = await OpenAt(agency);
        var answer = await api.Post($"/api/v1/transfers/{leg.Id}/complete", $"handler@{agency}", new { documents }, leg.Version);
        block.Check("completing while the citizen pays", "409 transfer.dossier-is-handled", Problem(answer));

        await At(paid);
        block.Check("still waiting", ("awaitingPayment", "inTime"), (dossier.Status, dossier.Timeliness));
        await Act($"financial-obligations/{dossier.Obligations.Single(open => open.SettledAt is null).Id}/settle", settledBy, new { receiptNumber = "BL-0098" });
        var stopped = hours.Between(imposedAt, now);
        var stoppedThere = (await office.Hours(agency)).Between(imposedAt, now);
        block.Check("status after payment", ("inProgress", 4), (dossier.Status, dossier.StatusCode));
        block.Check("the dossier's due instant moved by", stopped, hours.Between(dueBefore, dossier.DueAt));
        block.Check("the leg's due instant moved by", stoppedThere, (await office.Hours(agency)).Between(legBefore, (await OpenAt(agency)).DueAt));
        block.Say($"{Block.Time(now)}  {settledBy}: paid; due {Block.Time(dueBefore)} → {Block.Time(dossier.DueAt)} by {stopped} min, the leg {Block.Time(legBefore)} → {Block.Time((await OpenAt(agency)).DueAt)} by {stoppedThere} min");
    }

    /// <summary>The agency of the open leg asks for a better part, and the citizen brings it: the term starts anew.</summary>
    public async Task Supplement(string asked, string answered, string agency, string answeredAt)
    {
        await At(asked);
        await Act("supplement-requests", $"handler@{agency}", new { defects = new[] { new { component = "01", code = "illegible", message = "Bản chụp mờ" } } });
        block.Check("status while the citizen looks for it", ("awaitingSupplement", 5), (dossier.Status, dossier.StatusCode));
        block.Say($"{Block.Time(now)}  handler@{agency}: a part is illegible, the clock stops");
        var (dueBefore, leg) = (dossier.DueAt, await OpenAt(agency));
        var (askedAt, there) = (now, await office.Hours(agency));

        await At(answered);
        await Act("supplements", $"reception@{answeredAt}", new { answers = new[] { new { defect = 1, part = new { component = "01", originals = 1 } } } });
        block.Check("status after the answer", ("inProgress", 4), (dossier.Status, dossier.StatusCode));
        block.Check("start after the answer", now, (await office.Read<Deadline>($"{Path}/deadline", Reader)).StartsAt);
        block.Check("the leg's due instant moved by", there.Between(askedAt, now), there.Between(leg.DueAt, (await OpenAt(agency)).DueAt));
        block.Say($"{Block.Time(now)}  reception@{answeredAt}: answered; due {Block.Time(dueBefore)} → {Block.Time(dossier.DueAt)}, the leg {Block.Time(leg.DueAt)} → {Block.Time((await OpenAt(agency)).DueAt)}");
    }

    /// <summary>The citizen takes the dossier back; the leg at an agency ends with it.</summary>
    public async Task Withdraw(string at, string agency, string official)
    {
        await At(at);
        var leg = await OpenAt(agency);
        await Act("withdraw", official, new { reason = "Công dân xin rút hồ sơ" });
        block.Say($"{Block.Time(now)}  {official}: withdrawn by the citizen");
        block.Check("status at the end", ("withdrawn", 7), (dossier.Status, dossier.StatusCode));
        block.Check($"leg at {agency}", ("recalled", now), (await Legs()).Where(other => other.Id == leg.Id).Select(other => (other.Status, other.EndedAt!.Value)).Single());
    }

    private static readonly object[] documents =
        [new { id = Guid.Parse("0d6f1d5e-5c0a-4b06-9a53-9f2a4f6d0c11"), name = "phieu-chuyen.pdf", mediaType = "application/pdf", sha256 = new string('a', 64) }];

    private async Task<Leg> OpenAt(string agency) => (await Legs()).Single(leg => leg.IsOpen && leg.ToAgency.Code == agency);

    private async Task<Leg> ActOn(Leg leg, string action, string official, object? body = null) =>
        Office.As<Leg>((await api.Post($"/api/v1/transfers/{leg.Id}/{action}", official, body ?? new { }, leg.Version)).Demand(HttpStatusCode.OK));

    private static string Text(DateTimeOffset? at) =>
        at?.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
