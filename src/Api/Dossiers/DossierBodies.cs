using OneStop.Application.Dossiers;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;

namespace OneStop.Api.Dossiers;

/// <summary>An empty body: <c>{}</c>.</summary>
internal sealed record Nothing;

/// <summary>A remark.</summary>
internal sealed record NoteBody(string? Note);

/// <summary>Why.</summary>
internal sealed record ReasonBody(string Reason);

/// <summary>To whom: identity or user name of the account.</summary>
internal sealed record AssignBody(string Account);

/// <summary>To which agency, and why.</summary>
internal sealed record ReassignBody(string Agency, string Reason);

/// <summary>Where to, and why.</summary>
internal sealed record SendBackBody(string ToStep, string Reason);

/// <summary>What is missing.</summary>
internal sealed record DefectsBody(IReadOnlyList<NamedDefect> Defects);

/// <summary>What answers the defects.</summary>
internal sealed record AnswersBody(IReadOnlyList<DefectAnswer> Answers);

/// <summary>What the citizen has to pay.</summary>
/// <param name="AmountVnd">In đồng.</param>
/// <param name="Basis">Notice or law it rests on.</param>
internal sealed record ObligationBody(string Kind, long AmountVnd, string Basis);

/// <summary>How it was paid.</summary>
internal sealed record SettleBody(DateTimeOffset? PaidAt, string? ReceiptNumber);

/// <summary>How much more time, and why.</summary>
internal sealed record ExtendBody(TimeLimit By, string Reason);

/// <summary>An apology and the new expected date.</summary>
internal sealed record ApologyBody(string Reason, DateOnly ExpectedOn);

/// <summary>The decision.</summary>
/// <param name="Reason">Needed for a refusal.</param>
internal sealed record DecideBody(Outcome Outcome, string? Reason, Document? Document);

/// <summary>How the result left.</summary>
internal sealed record ReturnBody(ReturnVia Via, string? ReceivedBy);

/// <summary>What was wrong on the receipt, and why.</summary>
internal sealed record CorrectBody(Correction Changes, string Reason);
