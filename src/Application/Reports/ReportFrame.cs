using FluentValidation;
using OneStop.Application.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>What every report is asked for with — phạm vi, kỳ báo cáo.</summary>
/// <param name="Agency">The agency with all below it; by default the caller's.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included; at most ten years later.</param>
/// <param name="AsOf">The instant whose record it is drawn from; now by default, never later.</param>
/// <param name="Structure">Under which agencies work counts that changed hands since.</param>
public sealed record ReportFrame(string? Agency, DateOnly From, DateOnly To, DateTimeOffset? AsOf, ReportStructure Structure);

/// <summary>A question about a frame.</summary>
public interface IFramed
{
    ReportFrame Frame { get; }
}

/// <summary>A question that a report answers.</summary>
public interface IReportQuery : IQuery<Report>, IFramed;

/// <summary>What holds for the frame of every report.</summary>
internal abstract class ReportValidator<TQuery> : AbstractValidator<TQuery>
    where TQuery : IFramed
{
    protected ReportValidator()
    {
        RuleFor(q => q.Frame.To).GreaterThanOrEqualTo(q => q.Frame.From).OverridePropertyName("to");
        RuleFor(q => q.Frame.To).Must((q, to) => ReportRules.IsBounded(q.Frame.From, to)).OverridePropertyName("to").WithState(_ => ReportRules.PeriodIsBounded);
        RuleFor(q => q.Frame.Structure).IsInEnum().OverridePropertyName("structure");
        RuleFor(q => q.Frame.Agency).MaximumLength(60).OverridePropertyName("agency");
    }
}

/// <summary>Rules about reports.</summary>
public static class ReportRules
{
    private const int MostDays = 3_660;

    public static readonly Rule PeriodIsBounded = new(
        "report.period-is-bounded", "Kỳ báo cáo dài nhất là mười năm.", "A report covers at most ten years.");

    internal static bool IsBounded(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber <= MostDays;

    public static readonly Rule UsedIsOfProcedures = new(
        "report.used-is-of-procedures", "Chỉ lọc có hay không phát sinh hồ sơ khi nhóm theo thủ tục.", "Used or not is asked of rows that are procedures.");

    public static readonly Rule AsOfIsPast = new(
        "report.as-of-is-past", "Thời điểm lấy số liệu không được ở tương lai.", "A report is drawn as of an instant that has been.");

    public static readonly Rule PeriodIsOneThing = new(
        "report.period-is-one-thing", "Chỉ dùng period hoặc from và to, không dùng cả hai.", "Either period or from and to is given, not both.");

    public static readonly Rule PeriodIsKnown = new(
        "report.period-is-known", "Kỳ báo cáo có dạng 2026, 2026-H1, 2026-Q3, 2026-07 hoặc 2026-07-15.",
        "A period looks like 2026, 2026-H1, 2026-Q3, 2026-07 or 2026-07-15.");
}
