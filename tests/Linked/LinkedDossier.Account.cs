using System.Globalization;

namespace OneStop.Linked;

/// <summary>The account at the end: every leg, and who had the dossier when.</summary>
internal sealed partial class LinkedDossier
{
    /// <summary>Prints the legs and the time of each party, and checks that it adds up.</summary>
    /// <param name="byHand">Minutes of each party as reckoned by hand, where they were.</param>
    public async Task Close(Dictionary<string, long>? byHand = null)
    {
        await Refresh();
        var clock = await office.Read<Deadline>($"{Path}/deadline", Reader);
        var charged = await office.Read<Responsibility>($"{Path}/responsibility", Reader);
        var legs = await Legs();
        foreach (var leg in legs)
        {
            block.Say(
                $"leg {leg.Kind}{(leg.Lead ? ", lead" : "")} {leg.FromAgency.Code} → {leg.ToAgency.Code}, {leg.Limit}: sent {Block.Time(leg.SentAt)}, accepted {Block.Time(leg.AcceptedAt)}, " +
                $"due {Block.Time(leg.DueAt)}, {leg.Status} {Block.Time(leg.EndedAt)}, {leg.Timeliness}");
        }
        var reckoned = new Reckoning(clock, hours, dossier.CompetentAgency.Code, legs);
        Spans(charged, reckoned);
        Parties(charged, reckoned, byHand);
        block.Check("minutes of the clock", clock.UsedMinutes, reckoned.Minutes);
        block.Check("minutes of all parties", clock.UsedMinutes, charged.Parties.Sum(party => party.Minutes));
        block.Check("minutes said in all", clock.UsedMinutes, charged.UsedMinutes);
        block.Check("shares of all parties", true, charged.Parties.Sum(party => party.Share) is > 99.9m and < 100.1m);
        block.Check("open transfers at the end", 0, dossier.OpenTransfers.Count);
        block.Check("the clock", "closed", clock.State);
    }

    private void Spans(Responsibility charged, Reckoning reckoned)
    {
        block.Say($"{"who had the dossier",-22}{"from",-18}{"to",-18}{"minutes",8}{"reckoned",10}");
        var last = DateTimeOffset.MinValue;
        foreach (var span in charged.Spans)
        {
            var minutes = reckoned.Of(span.Agency.Code, span.From, span.To);
            block.Say(string.Create(CultureInfo.InvariantCulture, $"{span.Agency.Code,-22}{Block.Time(span.From),-18}{Block.Time(span.To),-18}{span.Minutes,8}{minutes,10}"));
            block.Check($"{span.Agency.Code} from {Block.Time(span.From)}", minutes, span.Minutes);
            block.Check($"{span.Agency.Code} begins when the one before has ended", true, span.From >= last);
            last = span.To;
        }
    }

    private void Parties(Responsibility charged, Reckoning reckoned, Dictionary<string, long>? byHand)
    {
        foreach (var party in charged.Parties)
        {
            var hand = byHand?.GetValueOrDefault(party.Agency.Code);
            block.Say(string.Create(
                CultureInfo.InvariantCulture, $"{party.Agency.Code,-22}{(party.Agency.Name.Length < 36 ? party.Agency.Name : $"{party.Agency.Name[..34]}…"),-36}{party.Minutes,8}{reckoned.Of(party.Agency.Code),10}{(hand is { } known ? $"  by hand {known}" : "")}"));
            block.Check($"minutes of {party.Agency.Code}", reckoned.Of(party.Agency.Code), party.Minutes);
            if (hand is { } expected)
            {
                block.Check($"minutes of {party.Agency.Code} by hand", expected, party.Minutes);
            }
        }
        block.Check("parties reckoned by hand", 0, (byHand ?? []).Keys.Except(charged.Parties.Select(party => party.Agency.Code)).Count());
    }
}
