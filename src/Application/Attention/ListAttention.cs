using System.Globalization;
using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Application.Attention;

/// <summary>What is late, unaccepted, unread, silent or due soon within the caller's reach — danh sách cần chú ý.</summary>
/// <param name="Agency">One agency only.</param>
/// <param name="DueWithinHours">Working hours ahead that count as soon.</param>
/// <param name="SilentHours">Working hours without anybody's doing that count as silence.</param>
[Allows(Permission.ReadReports)]
public sealed record ListAttention(AttentionKind? Kind, string? Agency, int DueWithinHours, int SilentHours, PageRequest Page) : IQuery<Page<AttentionItem>>
{
    public const int SoonByDefault = 8;

    public const int SilentByDefault = 24;

    public const int MostHours = 400;
}

internal sealed class ListAttentionValidator : AbstractValidator<ListAttention>
{
    public ListAttentionValidator()
    {
        this.Page(query => query.Page);
        RuleFor(query => query.Agency).MaximumLength(35);
        RuleFor(query => query.DueWithinHours).InclusiveBetween(1, ListAttention.MostHours);
        RuleFor(query => query.SilentHours).InclusiveBetween(1, ListAttention.MostHours);
    }
}

/// <summary>Walks the strands in their order until the page is full; a cursor is a strand and a place in it.</summary>
internal sealed class ListAttentionHandler(IAttention attention, AttentionScopes scopes, AttentionViews views)
    : IRequestHandler<ListAttention, Page<AttentionItem>>
{
    private const int CursorKeys = 3;

    public async Task<Page<AttentionItem>> Handle(ListAttention query, CancellationToken ct)
    {
        var scope = await scopes.Of(query, ct);
        var (begin, after) = Place(query.Page);
        var found = new List<FoundRow>();
        for (var i = begin; i < AttentionStrand.All.Count && found.Count < query.Page.Take; i++)
        {
            var strand = AttentionStrand.All[i];
            if (query.Kind is null || query.Kind == strand.Kind)
            {
                var rows = await attention.Rows(strand, scope, i == begin ? after : null, query.Page.Take - found.Count, ct);
                found.AddRange(rows.Select(row => new FoundRow(i, row)));
            }
        }
        var page = Pages.Of(query.Page, found, Keys, counted: null);
        return new Page<AttentionItem>(await views.Of(page.Items, scope, ct), page.Next, page.Count);
    }

    private static (int Strand, AttentionPlace? After) Place(PageRequest page)
    {
        if (Cursor.Read(page, CursorKeys) is not { } keys)
        {
            return (0, null);
        }
        return int.TryParse(keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out var strand) && strand < AttentionStrand.All.Count
            && long.TryParse(keys[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) && Guid.TryParse(keys[2], out var id)
                ? (strand, new AttentionPlace(at, id))
                : throw new InvalidInputException("cursor", FieldRules.WellFormed);
    }

    private static string[] Keys(FoundRow found) =>
    [
        found.Strand.ToString(CultureInfo.InvariantCulture), found.Row.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        (found.Row.TransferId?.Value ?? found.Row.DossierId.Value).ToString(),
    ];
}

/// <summary>A row and the number of its strand.</summary>
internal sealed record FoundRow(int Strand, AttentionRow Row);

/// <summary>Whose work a caller may look at, and from when on it counts, by the hours of the agency asked for or the caller's own.</summary>
internal sealed class AttentionScopes(IAgencies agencies, ICalendars calendars, ICaller caller, TimeProvider clock)
{
    private const long MinutesPerHour = 60;

    public async Task<AttentionScope> Of(ListAttention query, CancellationToken ct)
    {
        var (tree, actor, now) = (await agencies.Tree(ct), caller.Required(), clock.GetUtcNow());
        var reach = DossierReach.Of(actor, tree, VietnamTime.DateOf(now));
        var home = (query.Agency is null ? null : tree.Find(query.Agency)) ?? actor.Posts.Select(post => tree.Find(post.Agency ?? "")).FirstOrDefault(found => found is not null)
            ?? tree.All.OrderBy(agency => agency.Code, StringComparer.Ordinal).First();
        var calendar = await calendars.Of(home.WorkingHours, ct);
        return new AttentionScope
        {
            Agencies = Within(reach, query.Agency), Reach = reach, Now = now, Calendar = calendar, SoonMinutes = query.DueWithinHours * MinutesPerHour,
            DueUntil = query.Kind is null or AttentionKind.DueSoon ? Soon(calendar, now, query.DueWithinHours * MinutesPerHour) : now,
            SilentSince = calendar.AddMinutes(now, -query.SilentHours * MinutesPerHour),
        };
    }

    /// <summary>So many working minutes on, or the end of the last year that is laid down.</summary>
    private static DateTimeOffset Soon(WorkingCalendar calendar, DateTimeOffset now, long minutes)
    {
        try
        {
            return calendar.AddMinutes(now, minutes);
        }
        catch (MissingCalendarYearException)
        {
            return VietnamTime.At(new DateOnly(VietnamTime.DateOf(now).Year + 1, 1, 1), TimeOnly.MinValue);
        }
    }

    private static IReadOnlyCollection<string>? Within(DossierReach reach, string? agency) =>
        agency is null ? (reach.Everything ? null : [.. reach.Agencies])
        : reach.Everything || reach.Agencies.Contains(agency) ? [agency]
        : [];
}
