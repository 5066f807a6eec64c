using FluentValidation;
using MediatR;
using OneStop.Application.Lists;

namespace OneStop.Application.Procedures;

/// <summary>The fields of administration — danh mục lĩnh vực.</summary>
[Allows(Permission.Public)]
public sealed record ListFields(PageRequest Page) : IQuery<Page<Field>>;

internal sealed class ListFieldsValidator : AbstractValidator<ListFields>
{
    public ListFieldsValidator() => this.Page(query => query.Page);
}

internal sealed class ListFieldsHandler(IFields fields) : IRequestHandler<ListFields, Page<Field>>
{
    public async Task<Page<Field>> Handle(ListFields query, CancellationToken ct)
    {
        var all = await fields.All(ct);
        return Pages.Cut(query.Page, [.. all.Values.OrderBy(field => field.Code, StringComparer.Ordinal)], field => field.Code);
    }
}
