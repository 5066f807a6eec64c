using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Portal;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>The agencies of the national database — danh mục cơ quan quốc gia.</summary>
/// <param name="Mapped">Only those that are mapped, or are not.</param>
/// <param name="Search">Words of code or name, with or without tones.</param>
[Allows(Permission.EditCatalogue)]
public sealed record ListNationalAgencies(bool? Mapped, string? Search, PageRequest Page) : IQuery<Page<NationalAgencyLine>>;

internal sealed class ListNationalAgenciesValidator : AbstractValidator<ListNationalAgencies>
{
    public ListNationalAgenciesValidator()
    {
        this.Page(query => query.Page);
        RuleFor(query => query.Search).MaximumLength(200).OverridePropertyName("q");
    }
}

internal sealed class ListNationalAgenciesHandler(INationalCatalogue catalogue) : IRequestHandler<ListNationalAgencies, Page<NationalAgencyLine>>
{
    public Task<Page<NationalAgencyLine>> Handle(ListNationalAgencies query, CancellationToken ct) =>
        catalogue.ListAgencies(query.Mapped, NationalSearch.Words(query.Search), query.Page, ct);
}

/// <summary>Map an agency of the national database to one of ours, or to none — ánh xạ cơ quan quốc gia.</summary>
/// <param name="Agency">Our code; null takes the mapping away.</param>
[Allows(Permission.EditCatalogue)]
public sealed record MapNationalAgency(string Code, string? Agency) : ICommand<NationalAgencyLine>;

internal sealed class MapNationalAgencyHandler(INationalCatalogue catalogue, IAgencies agencies, ICaller caller, TimeProvider clock)
    : IRequestHandler<MapNationalAgency, NationalAgencyLine>
{
    public async Task<NationalAgencyLine> Handle(MapNationalAgency command, CancellationToken ct)
    {
        var national = await catalogue.FindAgency(command.Code, ct) ?? throw new NotFoundException(PortalRules.NationalAgencyExists);
        caller.DemandVersion(national.Kind, national.State.Edition);
        if (command.Agency is { } ours && (await agencies.Tree(ct)).Find(ours) is null)
        {
            throw new InvalidInputException("agency", FieldRules.InList);
        }
        national.Map(command.Agency, clock.GetUtcNow());
        if (national.IsChanged)
        {
            await catalogue.Save(national, ct);
        }
        return NationalAgencyLine.Of(national);
    }
}
