using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;

namespace OneStop.Application.Audit;

/// <summary>Who did what, or who looked at what, newest first — nhật ký kiểm soát.</summary>
/// <param name="Subject">Identity or code of what it is about.</param>
/// <param name="Actor">Identity or user name of an account; <c>system</c> for the engine.</param>
[Allows(Permission.ReadAudit)]
public sealed record ListAudit(string? Subject, string? Actor, DateTimeOffset? From, DateTimeOffset? To, AuditKind Kind, PageRequest Page) : IQuery<Page<AuditLine>>
{
    /// <summary>How many days a window may have where nothing else narrows the list.</summary>
    public const int LongestWindow = 92;
}

/// <summary>What is looked into — loại nhật ký.</summary>
public enum AuditKind
{
    /// <summary>What was done.</summary>
    Writes,

    /// <summary>What was looked at.</summary>
    Reads,
}

/// <summary>One act or one look.</summary>
/// <param name="Position">Place in the event log; null for a look.</param>
/// <param name="At">When it was done; for a look the minute, for a job the instant it was due.</param>
/// <param name="Type">Kind of event, such as <c>dossierReceived</c>; for a look what was looked at.</param>
/// <param name="Aggregate">What it is about, such as <c>dossier</c>.</param>
/// <param name="AggregateId">Its identity or code.</param>
/// <param name="Version">Its version after the act; null for a look.</param>
/// <param name="Client">The machine client through which it was done.</param>
/// <param name="Agency">In which agency's name.</param>
/// <param name="Reason">Why, where a reason was given, is not erased, and the dossier it is about is not kept from the caller.</param>
public sealed record AuditLine(
    long? Position, DateTimeOffset At, string Type, string Aggregate, string AggregateId, int? Version, AccountName Actor, AccountName? Client,
    AgencyName? Agency, string? Reason);

internal sealed class ListAuditValidator : AbstractValidator<ListAudit>
{
    public ListAuditValidator()
    {
        this.Page(query => query.Page);
        RuleFor(query => query.Subject).MaximumLength(200).OverridePropertyName("subject");
        RuleFor(query => query.Actor).MaximumLength(200).OverridePropertyName("actor");
        RuleFor(query => query.To).Must((query, to) => !(to <= query.From)).OverridePropertyName("to").WithState(_ => FieldRules.WithinRange);
        When(query => query is { Kind: AuditKind.Writes, Subject: null, Actor: null, From: not null } or { Kind: AuditKind.Writes, Subject: null, Actor: null, To: not null }, () =>
        {
            RuleFor(query => query.From).NotNull().OverridePropertyName("from").WithState(_ => FieldRules.Required);
            RuleFor(query => query.To).NotNull().OverridePropertyName("to").WithState(_ => FieldRules.Required);
            RuleFor(query => query.To).Must((query, to) => !(to - query.From > TimeSpan.FromDays(ListAudit.LongestWindow)))
                .OverridePropertyName("to").WithState(_ => FieldRules.WithinRange);
        });
        RuleFor(query => query.Subject).NotNull().OverridePropertyName("subject").WithState(_ => FieldRules.Required)
            .When(query => query.Actor is null && (query.Kind == AuditKind.Reads || (query.From is null && query.To is null)));
    }
}

internal sealed class ListAuditHandler(AuditDesk desk, IAuditViews writes, IAccessViews reads) : IRequestHandler<ListAudit, Page<AuditLine>>
{
    public async Task<Page<AuditLine>> Handle(ListAudit query, CancellationToken ct)
    {
        var subject = query.Subject is { } code ? await desk.Subject(code, ct) : null;
        var actor = query.Actor is { } name ? await desk.Account(name, ct) : null;
        if (query.Actor is not null && actor is null)
        {
            return new Page<AuditLine>([], null, null);
        }
        var within = await desk.Within(subject, ct);
        if (query.Kind == AuditKind.Writes)
        {
            var acts = await writes.Writes(new WriteQuery(subject?.Key, actor, query.From, query.To, within), query.Page, ct);
            var told = await ToldWhy(acts.Items, ct);
            return await desk.Page(acts, (act, agency) => Line(act, agency, told(act)), act => act.Agency, ct);
        }
        if (query.Subject is not null && subject!.Dossier is null)
        {
            return new Page<AuditLine>([], null, null);
        }
        var looks = await reads.List(new AccessQuery(subject?.Dossier?.Id, actor, query.From, query.To, within), query.Page, ct);
        return await desk.Page(looks, Line, look => look.Agency, ct);
    }

    /// <summary>Why something was done to a dossier is told only to whom the dossier may be shown.</summary>
    private async Task<Func<WriteRecord, bool>> ToldWhy(IReadOnlyList<WriteRecord> acts, CancellationToken ct)
    {
        var dossiers = await writes.DossiersOf([.. acts.Where(act => act.Note is not null)], ct);
        var reach = await desk.Reach(ct);
        return act => act.Aggregate switch
        {
            "dossier" => dossiers.TryGetValue(act.AggregateId, out var dossier) && reach.SeesWhole(dossier),
            "transfer" => dossiers.TryGetValue(act.AggregateId, out var dossier) && reach.Covers(dossier),
            _ => true,
        };
    }

    private static AuditLine Line(WriteRecord act, AgencyName? agency, bool why) => new(
        act.Position, act.At, act.Type, act.Aggregate, act.AggregateId, act.Version, new AccountName(act.Actor, act.ActorName),
        act.Client is { } client ? new AccountName(client, act.ClientName) : null, agency, why ? act.Note : null);

    private static AuditLine Line(AccessRecord look, AgencyName? agency) => new(
        null, look.At, WireFormats.Name(look.What), "dossier", look.Subject.ToString(), null, look.Actor, look.Client, agency, null);
}
