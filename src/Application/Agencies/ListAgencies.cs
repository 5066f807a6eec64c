using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Agencies;

/// <summary>The register of agencies — danh mục cơ quan, đơn vị.</summary>
[Allows(Permission.Public)]
public sealed record ListAgencies : IQuery<Page<AgencyView>>
{
    public AgencyLevel? Level { get; init; }

    public AgencyKind? Kind { get; init; }

    /// <summary>Only those right below this agency.</summary>
    public string? Parent { get; init; }

    /// <summary>Only those in force on the day; absent for all, closed ones included.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Words of the name, with or without tones.</summary>
    public string? Search { get; init; }

    public required PageRequest Page { get; init; }
}

internal sealed class ListAgenciesValidator : AbstractValidator<ListAgencies>
{
    public ListAgenciesValidator()
    {
        this.Page(query => query.Page, "code");
        RuleFor(query => query.Search).MaximumLength(200);
    }
}

internal sealed class ListAgenciesHandler(IAgencies agencies) : IRequestHandler<ListAgencies, Page<AgencyView>>
{
    public async Task<Page<AgencyView>> Handle(ListAgencies query, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var words = FoldedText.Of(query.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fitting = (query.Parent is { } parent ? tree.ChildrenOf(parent) : tree.All)
            .Where(agency => query.Level is null || agency.Level == query.Level)
            .Where(agency => query.Kind is null || agency.Kind == query.Kind)
            .Where(agency => query.On is not { } on || agency.IsInForceOn(on))
            .Where(agency => words.Length == 0 || HasAll(agency, words))
            .OrderBy(agency => agency.Code, StringComparer.Ordinal);
        var page = Pages.Cut(query.Page, [.. fitting], agency => agency.Code);
        return new Page<AgencyView>([.. page.Items.Select(agency => AgencyView.Of(agency, tree))], page.Next, page.Count);
    }

    private static bool HasAll(Agency agency, string[] words)
    {
        var name = FoldedText.Of($"{agency.Code} {agency.Name}");
        return Array.TrueForAll(words, word => name.Contains(word, StringComparison.Ordinal));
    }
}
