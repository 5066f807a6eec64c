using FluentValidation.Results;
using OneStop.Application.Forms;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;

namespace OneStop.Application.Exports;

/// <summary>The register book, read in slices of its own pages.</summary>
internal sealed class ExportedRegister() : ExportedReport("register", typeof(ListRegister))
{
    private static readonly PageRequest Slice = new() { Limit = PageRequest.LargestLimit, Count = CountMode.None };

    private static readonly ListRegisterValidator Validator = new();

    internal override Permission Needs => NeededBy(typeof(ListRegister));

    public override object Read(IReportFields fields) => new ListRegister(fields.Value<string>("agency"), Day(fields, "from"), Day(fields, "to"), Slice);

    internal override ValidationResult Check(object read) => Validator.Validate((ListRegister)read);

    internal override async Task<long?> Count(object read, long most, ExportDesk desk, CancellationToken ct)
    {
        var page = new PageRequest { Limit = 1, Count = CountMode.Exact, CountMost = (int)Math.Min(most, int.MaxValue) };
        return (await desk.Mediator.Send((ListRegister)read with { Page = page }, ct)).Lines.Count?.Value;
    }

    internal override async Task<SheetSlice> Draw(object read, string? after, ExportDesk desk, CancellationToken ct)
    {
        var ground = await desk.Ground(Name, ct);
        var book = await desk.Mediator.Send((ListRegister)read with { Page = Slice with { Cursor = after } }, ct);
        return new SheetSlice(RegisterSheet.Frame(book, ground, desk.Now), [.. book.Lines.Items.Select(line => RegisterSheet.Row(line, ground))], book.Lines.Next);
    }

    private static DateOnly Day(IReportFields fields, string name) => fields.Value<DateOnly?>(name) ?? throw new InvalidInputException(name, FieldRules.Required);
}
