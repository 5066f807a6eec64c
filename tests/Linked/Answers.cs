namespace OneStop.Linked;

// What the API answers, as far as this program looks at it.

internal sealed record Named(string Code, string Name);

internal sealed record Limit(int Value, string Unit)
{
    public override string ToString() => $"{Value} {Unit}";
}

internal sealed record Procedure(
    string Code, IReadOnlyList<Component> Components, IReadOnlyList<ResultKind> Results, IReadOnlyList<ProcedureCase> Cases, IReadOnlyList<Route> Routes);

internal sealed record Component(string Code, bool Required, int Originals, int CertifiedCopies, int Photocopies);

internal sealed record ResultKind(string? Code, string Name);

internal sealed record ProcedureCase(string Key, string Name, Limit Limit);

internal sealed record Route(string Key, string? Case, DateOnly? EffectiveFrom, DateOnly? EffectiveTo, IReadOnlyList<RouteStep> Steps, int DecidingIndex)
{
    public bool IsFor(string? which, DateOnly day) => (Case is null || Case == which) && !(day < EffectiveFrom) && !(day > EffectiveTo);
}

internal sealed record RouteStep(string Key, string Name, string Role, RouteLeg? Transfer);

internal sealed record RouteLeg(
    string Kind, string ToAgency, Limit? Limit, string? ParallelGroup, bool SilenceMeansConsent, bool PausesForFinancialObligation,
    IReadOnlyList<RouteStep> InnerSteps);

internal sealed record Agency(string Code, Named? Parent, IReadOnlyDictionary<string, Named> Links, string WorkingHours);

internal sealed record Dossier(
    Guid Id, string Code, int Version, string Status, int StatusCode, string? Outcome, Named ReceivingAgency, Named CompetentAgency,
    DateTimeOffset DueAt, string Timeliness, CurrentStep? Step, Guid? Assignee, IReadOnlyList<OpenLeg> OpenTransfers,
    IReadOnlyList<Obligation> Obligations, Result? Result);

internal sealed record CurrentStep(string Key, string Name, string Role);

internal sealed record OpenLeg(Guid Id, Named Agency, string? Step, DateTimeOffset DueAt);

internal sealed record Obligation(Guid Id, DateTimeOffset? SettledAt);

internal sealed record Result(string Number);

internal sealed record Leg(
    Guid Id, int Version, string Kind, string Status, Named FromAgency, Named ToAgency, LegStep? Step, bool Decides, bool Lead,
    string? ParallelGroup, Guid? Previous, Guid? Next, bool SilenceMeansConsent, Limit Limit, DateTimeOffset SentAt, DateTimeOffset? AcceptedAt,
    DateTimeOffset DueAt, DateTimeOffset? CompletedAt, DateTimeOffset? EndedAt, string Timeliness, DateTimeOffset? EscalatedAt)
{
    public bool IsOpen => Status is "sent" or "accepted";
}

internal sealed record LegStep(string Key, string Name, string Role);

internal sealed record Deadline(
    DateTimeOffset StartsAt, DateTimeOffset DueAt, DateTimeOffset FirstDueAt, long UsedMinutes, string State, IReadOnlyList<DeadlineEntry> Entries);

internal sealed record DeadlineEntry(DateTimeOffset At, string Kind, long? Minutes);

internal sealed record Responsibility(long UsedMinutes, IReadOnlyList<PartyTime> Parties, IReadOnlyList<PartySpan> Spans);

internal sealed record PartyTime(Named Agency, long Minutes, decimal? Share);

internal sealed record PartySpan(DateTimeOffset From, DateTimeOffset To, Named Agency, Guid? Transfer, long Minutes);
