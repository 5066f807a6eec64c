using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Reports;

/// <summary>The procedures behind a figure of a report — danh sách thủ tục của một số liệu.</summary>
[Allows(Permission.ReadReports)]
public sealed record ListCountedProcedures(ProcedureCell Cell, PageRequest Page) : IQuery<Page<CountedProcedure>>;

/// <summary>A procedure that a figure counts — thủ tục được tính.</summary>
/// <param name="Service">Its online service level, where it is stated.</param>
public sealed record CountedProcedure(string Code, string Name, string Field, ServiceLevel? Service);

internal sealed class ListCountedProceduresValidator : AbstractValidator<ListCountedProcedures>
{
    public ListCountedProceduresValidator() => this.Page(query => query.Page);
}

internal sealed class ListCountedProceduresHandler(OfferedProcedures procedures) : IRequestHandler<ListCountedProcedures, Page<CountedProcedure>>
{
    public async Task<Page<CountedProcedure>> Handle(ListCountedProcedures query, CancellationToken ct)
    {
        var (kind, period, row) = query.Cell;
        var sheet = await procedures.Sheet(new ReportFrame(row.Within, period.From, period.To, period.AsOf, row.Structure), ct);
        return Pages.Cut(
            query.Page,
            [
                .. sheet.Of(kind, row).OrderBy(procedure => procedure.Code, StringComparer.Ordinal)
                    .Select(procedure => new CountedProcedure(procedure.Code, procedure.Version.Name, procedure.Version.Field, procedure.Version.Service)),
            ],
            procedure => procedure.Code);
    }
}
