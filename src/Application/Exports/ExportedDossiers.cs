using System.Text.Json.Serialization;
using FluentValidation.Results;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;

namespace OneStop.Application.Exports;

/// <summary>What an export of dossiers is narrowed to: the filters of the list, in the body.</summary>
public sealed record ExportedDossierFilter : DossierFilter
{
    /// <summary>As in the list.</summary>
    public string? Sort { get; init; }

    /// <summary>A figure's dossiers, as its `drillDown` gave it.</summary>
    [JsonPropertyName("cell")]
    public string? CellOfReport { get; init; }

    internal ListDossiers Query(PageRequest page) =>
        new(this with { Cell = CellOfReport is null ? null : ReportCell.Parse(CellOfReport) }, page with { Sort = Sort });
}

/// <summary>A long list of dossiers, read in slices of the list itself.</summary>
internal sealed class ExportedDossiers() : ExportedReport("dossiers", typeof(ExportedDossierFilter))
{
    /// <summary>Longer than any cell that a figure leads to.</summary>
    private const int LongestCell = 16_000;

    private static readonly PageRequest Slice = new() { Limit = PageRequest.LargestLimit, Count = CountMode.None };

    private static readonly ListDossiersValidator Validator = new();

    internal override Permission Needs => NeededBy(typeof(ListDossiers));

    public override object Read(IReportFields fields) => fields.Whole<ExportedDossierFilter>();

    /// <summary>Whoever looks for a person does so by the search, which keeps nothing of it.</summary>
    internal override ValidationResult Check(object read)
    {
        var filter = (ExportedDossierFilter)read;
        if (filter.CellOfReport?.Length > LongestCell)
        {
            return new ValidationResult([new ValidationFailure("cell", "") { CustomState = FieldRules.WithinLength }]);
        }
        (string Name, string? Value)[] ofPersons =
        [
            (nameof(filter.OwnerName), filter.OwnerName), (nameof(filter.PersonalId), filter.PersonalId), (nameof(filter.TaxCode), filter.TaxCode), (nameof(filter.Phone), filter.Phone),
        ];
        var refused = ofPersons.Where(one => one.Value is not null).Select(one => new ValidationFailure(one.Name, "") { CustomState = FieldRules.Known });
        return new ValidationResult(Validator.Validate(filter.Query(Slice)).Errors.Concat(refused));
    }

    internal override async Task<long?> Count(object read, long most, ExportDesk desk, CancellationToken ct)
    {
        var page = new PageRequest { Limit = 1, Count = CountMode.Exact, CountMost = (int)Math.Min(most, int.MaxValue) };
        return (await desk.Mediator.Send(((ExportedDossierFilter)read).Query(page), ct)).Count?.Value;
    }

    internal override async Task<SheetSlice> Draw(object read, string? after, ExportDesk desk, CancellationToken ct)
    {
        var filter = (ExportedDossierFilter)read;
        var ground = await desk.Ground(Name, ct);
        var page = await desk.Mediator.Send(filter.Query(Slice with { Cursor = after }), ct);
        return new SheetSlice(DossierSheet.Frame(filter, ground, desk.Now), [.. page.Items.Select(line => DossierSheet.Row(line, ground))], page.Next);
    }
}
