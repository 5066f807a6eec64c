using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Reports;

/// <summary>Who answers for the time of a dossier so far — thời gian trách nhiệm của từng cơ quan.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetResponsibility(string Id) : IQuery<ResponsibilityView>;

/// <summary>Who answers for the time of a dossier — thời gian trách nhiệm.</summary>
/// <param name="UsedMinutes">Working minutes the clock ran since its last start; the minutes of all parties.</param>
/// <param name="Parties">The one with most minutes first; the competent agency is always one.</param>
/// <param name="Spans">In order; the clock stood still between them where one does not follow the other at once.</param>
public sealed record ResponsibilityView(long UsedMinutes, IReadOnlyList<PartyTime> Parties, IReadOnlyList<PartySpan> Spans);

/// <summary>What one agency answers for.</summary>
/// <param name="Share">In percent with two decimals; null before the first minute.</param>
/// <param name="Legs">Number of its transfers that were charged.</param>
public sealed record PartyTime(AgencyName Agency, long Minutes, decimal? Share, int Legs);

/// <summary>A stretch of the dossier's clock and whom it is charged to.</summary>
/// <param name="Transfer">The leg that was open; null where none was.</param>
public sealed record PartySpan(DateTimeOffset From, DateTimeOffset To, AgencyName Agency, TransferId? Transfer, long Minutes);

internal sealed class GetResponsibilityHandler(DossierDesk desk, ITransferTimes transfers, IAgencies agencies) : IRequestHandler<GetResponsibility, ResponsibilityView>
{
    public async Task<ResponsibilityView> Handle(GetResponsibility query, CancellationToken ct)
    {
        var state = (await desk.GetWhole(query.Id, ct)).State;
        if (state.Details.Clock is not { } clock)
        {
            return new ResponsibilityView(0, [], []);
        }
        var time = ResponsibilityTime.Of(
            clock, await desk.CalendarOf(state, ct), ResponsibleAgency.CompetentFor(state), await transfers.Of(state.Id, ct), desk.Now);
        return View(time, await agencies.Tree(ct));
    }

    private static ResponsibilityView View(ResponsibilityTime time, AgencyTree tree)
    {
        AgencyName Named(string code) => new(code, tree.NameOf(code));

        var used = time.Minutes;
        var parties = time.Shares.GroupBy(share => share.Agency.Code)
            .Select(group => (Code: group.Key, Minutes: group.Sum(share => share.Minutes), Legs: group.Sum(share => share.Legs)))
            .OrderByDescending(party => party.Minutes).ThenBy(party => party.Code, StringComparer.Ordinal)
            .Select(party => new PartyTime(Named(party.Code), party.Minutes, ReportDesk.Percent(party.Minutes, used), party.Legs));
        return new ResponsibilityView(
            used, [.. parties], [.. time.Spans.Select(span => new PartySpan(span.From, span.To, Named(span.Agency.Code), span.Transfer, span.Minutes))]);
    }
}
