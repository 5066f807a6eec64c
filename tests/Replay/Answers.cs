using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Replay;

// What the API answers, as far as a dossier's life depends on it.

internal sealed record Named(string Code);

internal sealed record Procedure(string Code, IReadOnlyList<Component> Components, IReadOnlyList<ResultKind> Results, IReadOnlyList<ProcedureCase> Cases)
{
    public bool IsSameDay => Cases.All(known => known.Limit.Unit == "sameDay");
}

internal sealed record Component(string Code, bool Required, int Originals, int CertifiedCopies, int Photocopies);

internal sealed record ResultKind(string? Code);

internal sealed record ProcedureCase(Limit Limit);

internal sealed record Limit(int Value, string Unit);

internal sealed record Dossier(
    Guid Id, string Code, int Version, string Status, string? Outcome, Named ReceivingAgency, Named CompetentAgency, DateTimeOffset? DueAt,
    Step? Step, Guid? Assignee, IReadOnlyList<OpenLeg> OpenTransfers, Result? Result, IReadOnlyList<Step> Route);

internal sealed record Step(string Key, string Role, bool Decides);

internal sealed record OpenLeg(Guid Id, Named Agency);

internal sealed record Result(string Number);

internal sealed record Leg(Guid Id, int Version, Step? Step, bool Decides);

internal static class Answers
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The body as what it is, where the status is the one that must be.</summary>
    public static T Demand<T>(this ApiAnswer answer, System.Net.HttpStatusCode status = System.Net.HttpStatusCode.OK) =>
        answer.Status == status
            ? JsonSerializer.Deserialize<T>(answer.Text, Options)!
            : throw new InvalidOperationException($"answered {(int)answer.Status} instead of {(int)status}: {answer.Text}");
}
