using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Reports;

/// <summary>Counts of the work on record.</summary>
public interface IFactCounts
{
    Task<IReadOnlyList<FactCount>> Count(FactQuestion question, DossierReach reach, CancellationToken ct);
}

/// <summary>The work a question looks at.</summary>
public enum FactsAmong
{
    /// <summary>To be handled in the period: received in it, or before and open at its start.</summary>
    Handled,

    /// <summary>Received in the period.</summary>
    TakenIn,

    /// <summary>Ended in the period.</summary>
    Closed,
}

/// <summary>What is asked of the work on record.</summary>
/// <param name="By">What it is told apart by, beside its agency.</param>
/// <param name="Measures">What is counted.</param>
public sealed record FactQuestion(FactsAmong Among, FactPeriod Period, IReadOnlyList<ReportGroup> By, IReadOnlyList<Measure> Measures)
{
    public FactKind Kind { get; init; }

    public ReportSide Side { get; init; }

    /// <summary>Whether the dossiers of a group count as one.</summary>
    public bool RootsOnly { get; init; }

    /// <summary>Whether it is told apart by its term and the time it took too.</summary>
    public bool ByTimes { get; init; }

    /// <summary>What is added up.</summary>
    public IReadOnlyList<MeasuredSum> Sums { get; init; } = [];

    /// <summary>Questions of one shape differ in their period only.</summary>
    public string Shape => $"{Side} {ByTimes} {string.Join(' ', By.Order())}: {string.Join(' ', Measures)}; {string.Join(' ', Sums)}";
}

/// <summary>How much of a kind of work there was.</summary>
public sealed record FactCount
{
    /// <summary>Whose work it is by the record.</summary>
    public required string Agency { get; init; }

    /// <summary>Whose it was when it came.</summary>
    public required string Origin { get; init; }

    /// <summary>The receiving agency, where it is told apart by its level.</summary>
    public string? Receiving { get; init; }

    public string? ReceivingOrigin { get; init; }

    public string? Procedure { get; init; }

    public string? Field { get; init; }

    public Channel? Channel { get; init; }

    public AccountId? Official { get; init; }

    /// <summary>Working minutes of the term, where it is told apart by it.</summary>
    public long? TermMinutes { get; init; }

    /// <summary>Working minutes it took, where it is told apart by them.</summary>
    public long? UsedMinutes { get; init; }

    public required IReadOnlyDictionary<Measure, long> Measures { get; init; }

    public required IReadOnlyDictionary<MeasuredSum, long> Sums { get; init; }
}
