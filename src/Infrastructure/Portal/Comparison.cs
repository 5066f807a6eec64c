namespace OneStop.Infrastructure.Portal;

/// <summary>What came of comparing a dossier.</summary>
internal enum ComparisonOutcome { Compared, Waits, Fails }

/// <summary>One dossier, compared.</summary>
internal sealed record Comparison(ComparisonOutcome Outcome, IReadOnlyList<FieldDifference> Differences)
{
    public static readonly Comparison Waits = new(ComparisonOutcome.Waits, []);

    public static readonly Comparison Unlisted = new(ComparisonOutcome.Compared, [new FieldDifference(PortalComparison.Ledger, "1", "0")]);

    public static readonly Comparison Fails = new(ComparisonOutcome.Fails, []);

    /// <summary>Whether the portal said something about it.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Why it could not be compared, where the line failed.</summary>
    public PortalFaultException? Fault { get; init; }

    public bool IsEqual => Outcome == ComparisonOutcome.Compared && Differences.Count == 0;

    public bool IsMissing => Differences is [{ Field: PortalComparison.WholeDossier or PortalComparison.Ledger }];

    public bool IsDifferent => Differences.Count > 0 && !IsMissing;
}
