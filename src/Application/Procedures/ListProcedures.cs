using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Lists;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>Search the catalogue — tra cứu danh mục thủ tục hành chính.</summary>
[Allows(Permission.Public)]
public sealed record ListProcedures : IQuery<Page<ProcedureLine>>
{
    public const string ByCode = "code";

    public const string ByName = "name";

    public string? Search { get; init; }

    public string? Field { get; init; }

    public AgencyLevel? Level { get; init; }

    public string? Agency { get; init; }

    public ServiceLevel? Service { get; init; }

    public DateOnly? InForceOn { get; init; }

    public required PageRequest Page { get; init; }
}

internal sealed class ListProceduresValidator : AbstractValidator<ListProcedures>
{
    public ListProceduresValidator()
    {
        this.Page(query => query.Page, ListProcedures.ByCode, ListProcedures.ByName);
        RuleFor(query => query.Search).MaximumLength(200);
    }
}

internal sealed class ListProceduresHandler(
    IProcedureViews views, IProcedureRepository procedures, IFields fields, IAgencies agencies, TimeProvider clock)
    : IRequestHandler<ListProcedures, Page<ProcedureLine>>
{
    public async Task<Page<ProcedureLine>> Handle(ListProcedures query, CancellationToken ct)
    {
        var search = await SearchOf(query, ct);
        var found = await views.Find(search, ct);
        var counted = query.Page.Count == CountMode.None
            ? (long?)null
            : await views.Count(search with { Take = query.Page.CountTake }, ct);
        var page = Pages.Of(query.Page, found, row => search.ByName ? [row.SortName, row.Code] : [row.Code], counted);
        return new Page<ProcedureLine>(await Lines(page.Items, search.On, ct), page.Next, page.Count);
    }

    private async Task<ProcedureSearch> SearchOf(ListProcedures query, CancellationToken ct)
    {
        var byName = query.Page.Sort == ListProcedures.ByName;
        var after = Cursor.Read(query.Page, keys: byName ? 2 : 1);
        return new ProcedureSearch
        {
            Words = [.. FoldedText.Of(query.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(ProcedureSearch.MostWords)],
            Field = query.Field, Level = CamelCase(query.Level), Service = CamelCase(query.Service),
            Agency = query.Agency is { } agency ? (await agencies.Tree(ct)).CompetentFor(agency) : null,
            On = query.InForceOn ?? VietnamTime.DateOf(clock.GetUtcNow()), InForceOnly = query.InForceOn is not null,
            ByName = byName, AfterCode = after?[^1], AfterName = byName ? after?[0] : null, Take = query.Page.Take,
        };
    }

    private async Task<IReadOnlyList<ProcedureLine>> Lines(IReadOnlyList<FoundVersion> found, DateOnly on, CancellationToken ct)
    {
        var known = await fields.All(ct);
        var lines = new List<ProcedureLine>(found.Count);
        foreach (var row in found)
        {
            if (await procedures.Find(row.Code, ct) is { } procedure && procedure.VersionOf(row.Number) is { } version)
            {
                lines.Add(ProcedureAnswers.Line(procedure, version, known, on));
            }
        }
        return lines;
    }

    private static string? CamelCase<TEnum>(TEnum? value)
        where TEnum : struct, Enum =>
        value is { } given ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(given.ToString()) : null;
}
