using OneStop.Application.Dossiers;
using OneStop.Application.Transfers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>A report to be drawn from the work on record.</summary>
/// <param name="Base">What its figures are about.</param>
/// <param name="Questions">What is counted of dossiers, and of transfers.</param>
/// <param name="Cells">The figures of a row.</param>
internal sealed record FactReport(
    ReportFrame Frame, ReportGroup GroupBy, string Base, IReadOnlyList<FactQuestion> Questions, Func<FactGroup, IReadOnlyDictionary<string, Figure>> Cells)
{
    public ReportSide Side { get; init; }

    public string? CountBy { get; init; }

    /// <summary>Where it looks at agencies of one level only.</summary>
    public AgencyLevel? UnitLevel { get; init; }

    /// <summary>Rows that stand in it though nothing was counted.</summary>
    public IReadOnlyCollection<string> Keys { get; init; } = [];

    /// <summary>Where it looks at these only.</summary>
    public IReadOnlyList<string>? Procedures { get; init; }

    /// <summary>Whether those are the ones filed online, which its links do not carry.</summary>
    public bool FiledOnline { get; init; }

    /// <summary>The figures of a row's transfers, where they are counted.</summary>
    public Func<FactGroup, IReadOnlyDictionary<string, Figure>>? LegCells { get; init; }
}

/// <summary>Draws reports from the work on record: one way for all of them.</summary>
internal sealed class FactReports(IFactCounts counts, ReportDesk desk)
{
    public async Task<Report> Draw(FactReport report, CancellationToken ct) => await Draw(await Sheet(report, ct), ct);

    public async Task<Report> Draw(FactSheet sheet, CancellationToken ct)
    {
        var (report, frame) = (sheet.Report, sheet.Report.Frame);
        var (rows, counted) = (new List<ReportRow>(), sheet.Counted.ToLookup(counted => sheet.Key(counted.Count), StringComparer.Ordinal));
        foreach (var key in counted.Select(group => group.Key).Union(report.Keys).Order(StringComparer.Ordinal))
        {
            rows.Add(new ReportRow(key, await desk.Label(report.GroupBy, key, sheet.Tree, ct), sheet.Cells([.. counted[key]], sheet.Row(key))));
        }
        return new Report(
            new ReportPeriod(frame.From, frame.To), sheet.AsOf,
            new ReportScope(sheet.Scope.Within, WireFormats.Name(report.GroupBy), report.Base) { CountBy = report.CountBy, Structure = WireFormats.Name(frame.Structure), Level = WireFormats.NameOrNull(report.UnitLevel) },
            rows, sheet.Cells(sheet.Counted, sheet.Scope));
    }

    /// <summary>Everything counted that the caller may see, and how it falls into rows.</summary>
    public async Task<FactSheet> Sheet(FactReport report, CancellationToken ct)
    {
        var (frame, asOf) = (report.Frame, desk.AsOf(report.Frame.AsOf));
        var ground = await desk.Ground(frame.Agency, ct);
        var scope = new CellScope { Structure = frame.Structure, Side = report.Side, On = VietnamTime.DateOf(asOf), Within = ground.Scope, UnitLevel = report.UnitLevel, Procedures = report.FiledOnline ? null : report.Procedures, FiledOnline = report.FiledOnline };
        var (counted, procedures) = (new List<CountedFacts>(), report.Procedures?.ToHashSet(StringComparer.Ordinal));
        foreach (var question in report.Questions)
        {
            var asked = procedures is null ? question : question with { By = [.. question.By.Append(ReportGroup.Procedure).Distinct()] };
            counted.AddRange((await counts.Count(asked with { Side = report.Side }, ground.Reach, ct))
                .Where(count => procedures is null || procedures.Contains(count.Procedure!))
                .Where(count => ground.Sees(count.Agency) && scope.Covers(ground.Tree, scope.KeyOf(ground.Tree, count.Agency, count.Origin)))
                .Select(count => new CountedFacts(question, count)));
        }
        return new FactSheet(report, ground.Tree, scope, asOf, counted);
    }
}

/// <summary>What a question counted.</summary>
internal sealed record CountedFacts(FactQuestion Question, FactCount Count);

/// <summary>What a report counted, and how it falls into rows.</summary>
internal sealed record FactSheet(FactReport Report, AgencyTree Tree, CellScope Scope, DateTimeOffset AsOf, IReadOnlyList<CountedFacts> Counted)
{
    /// <summary>The row a count belongs to.</summary>
    public string Key(FactCount count) => Report.GroupBy switch
    {
        ReportGroup.Field => count.Field!,
        ReportGroup.Procedure => count.Procedure!,
        ReportGroup.Agency => Scope.KeyOf(Tree, count.Agency, count.Origin),
        ReportGroup.Level => WireFormats.Name(Tree.Find(Scope.KeyOf(Tree, count.Receiving!, count.ReceivingOrigin))!.Level),
        ReportGroup.Channel => WireFormats.Name(count.Channel!.Value),
        ReportGroup.Official => count.Official?.ToString() ?? CellScope.Nobody,
    };

    /// <summary>The part of the report that a row is.</summary>
    public CellScope Row(string key) => Report.GroupBy switch
    {
        ReportGroup.Field => Scope with { Field = key },
        ReportGroup.Procedure => Scope with { Procedure = key },
        ReportGroup.Agency => Scope with { Agency = key },
        ReportGroup.Level => Scope with { Level = Enum.Parse<AgencyLevel>(key, ignoreCase: true) },
        ReportGroup.Channel => Scope with { Channel = Enum.Parse<Channel>(key, ignoreCase: true) },
        ReportGroup.Official => Scope with { Official = key },
    };

    /// <summary>The figures of some of it.</summary>
    public IReadOnlyDictionary<string, Figure> Cells(IReadOnlyList<CountedFacts> counted, CellScope row)
    {
        var cells = Report.Cells(new FactGroup([.. counted.Where(one => one.Question.Kind == FactKind.Dossier)], row, FactKind.Dossier, this));
        return Report.LegCells is { } legs
            ? cells.Concat(legs(new FactGroup([.. counted.Where(one => one.Question.Kind == FactKind.Leg)], row, FactKind.Leg, this))).ToDictionary()
            : cells;
    }
}

/// <summary>One row's work, from which its figures are made.</summary>
internal sealed class FactGroup(IReadOnlyList<CountedFacts> counted, CellScope row, FactKind kind, FactSheet sheet)
{
    public long Of(Measure measure) => counted.Sum(one => one.Count.Measures.GetValueOrDefault(measure));

    public long Of(MeasuredSum sum) => counted.Sum(one => one.Count.Sums.GetValueOrDefault(sum));

    /// <summary>A count, and the list of exactly its rows.</summary>
    public Figure Count(Measure measure) => Figure.Count(Of(measure), Link(measure));

    /// <summary>One count in percent of another; the list behind it is that of the first.</summary>
    /// <param name="base">What the second counts.</param>
    public Figure Share(Measure part, Measure whole, string @base) => new(ReportDesk.Percent(Of(part), Of(whole)), Of(part), Of(whole), @base, Link(part));

    /// <summary>The row's part of a count in percent of that of all rows.</summary>
    public Figure ShareOfAll(Measure measure, string @base)
    {
        var all = sheet.Counted.Where(one => one.Question.Kind == kind).Sum(one => one.Count.Measures.GetValueOrDefault(measure));
        return new Figure(ReportDesk.Percent(Of(measure), all), Of(measure), all, @base, Link(measure));
    }

    /// <summary>The working minutes saved, in percent of those of the terms.</summary>
    public Figure Saving()
    {
        var (term, used) = (Of(MeasuredSum.TermMinutes), Of(MeasuredSum.UsedMinutes));
        return new Figure(ReportDesk.Percent(term - used, term), term - used, term, "termMinutes", Link(Measure.Decided));
    }

    public string Link(Measure measure)
    {
        var question = sheet.Report.Questions.First(question => question.Kind == kind && question.Measures.Contains(measure));
        var cell = new FactCell(measure, question.Period, row, question.RootsOnly);
        return kind == FactKind.Leg ? new TransferCell(cell).Link() : new ReportCell(cell).Link();
    }
}
