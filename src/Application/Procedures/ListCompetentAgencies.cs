using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Lists;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>Who is competent for a procedure and where it may be filed — cơ quan có thẩm quyền, nơi nộp hồ sơ.</summary>
[Allows(Permission.Public)]
public sealed record ListCompetentAgencies(string Code, string? Area, DateOnly? On, PageRequest Page) : IQuery<Page<CompetentAgency>>;

/// <summary>An agency that resolves the procedure — cơ quan có thẩm quyền.</summary>
/// <param name="Area">Statistical code of its area.</param>
/// <param name="FiledAt">Where a dossier for it may be filed: at the agency itself and at its one-stop offices.</param>
public sealed record CompetentAgency(string Code, string Name, AgencyLevel Level, string? Area, IReadOnlyList<AgencyName> FiledAt);

internal sealed class ListCompetentAgenciesValidator : AbstractValidator<ListCompetentAgencies>
{
    public ListCompetentAgenciesValidator() => this.Page(query => query.Page);
}

internal sealed class ListCompetentAgenciesHandler(IProcedureRepository procedures, IAgencies agencies, TimeProvider clock)
    : IRequestHandler<ListCompetentAgencies, Page<CompetentAgency>>
{
    public async Task<Page<CompetentAgency>> Handle(ListCompetentAgencies query, CancellationToken ct)
    {
        var procedure = await procedures.Existing(query.Code, ct);
        var tree = await agencies.Tree(ct);
        var on = query.On ?? VietnamTime.DateOf(clock.GetUtcNow());
        var competent = procedure.State.Offerings.Select(tree.Find).OfType<Agency>()
            .Where(agency => agency.IsInForceOn(on))
            .Where(agency => query.Area is null || tree.Ancestry(agency.Code).Any(above => above.AreaCode == query.Area))
            .OrderBy(agency => agency.Code, StringComparer.Ordinal)
            .Select(agency => new CompetentAgency(
                agency.Code, agency.Name, agency.Level, agency.AreaCode,
                [.. tree.FilingPlaces(agency.Code, on).Select(place => new AgencyName(place.Code, place.Name))]));
        return Pages.Cut(query.Page, [.. competent], agency => agency.Code);
    }
}
