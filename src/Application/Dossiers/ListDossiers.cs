using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Audit;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>Dossiers within the caller's reach — danh sách hồ sơ.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record ListDossiers(DossierFilter Filter, PageRequest Page) : IQuery<Page<DossierLine>>
{
    /// <summary>Newest first (the default), oldest first, or by the due instant, open dossiers only.</summary>
    public static readonly string[] Sorts = ["-submittedAt", "submittedAt", "dueAt"];
}

/// <summary>What a list of dossiers is narrowed to; absent members do not narrow.</summary>
public record DossierFilter
{
    public string? Code { get; init; }

    /// <summary>The group that a dossier stands for, with that dossier.</summary>
    public DossierId? Root { get; init; }

    public DossierStatus? Status { get; init; }

    public string? Procedure { get; init; }

    public string? Field { get; init; }

    /// <summary>Receiving or competent agency.</summary>
    public string? Agency { get; init; }

    /// <summary>Dossiers filed for trying out, or the others.</summary>
    public bool? Test { get; init; }

    /// <summary>Account of the official; <c>me</c> for the caller and those the caller covers.</summary>
    public string? Assignee { get; init; }

    public Channel? Channel { get; init; }

    public DateTimeOffset? DueBefore { get; init; }

    public bool? Overdue { get; init; }

    public DateOnly? ReceivedFrom { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? ReceivedTo { get; init; }

    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>Name of the owner, a co-owner or the submitter; accents do not matter.</summary>
    public string? OwnerName { get; init; }

    public string? PersonalId { get; init; }

    public string? TaxCode { get; init; }

    public string? Phone { get; init; }

    /// <summary>A cell of a report, as its <c>drillDown</c> gave it; on the wire an opaque text.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ReportCell? Cell { get; init; }

    /// <summary>Of these dossiers only.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<DossierId>? Ids { get; init; }

    /// <summary>Whether it looks for a person.</summary>
    internal bool IsForPerson => (OwnerName ?? PersonalId ?? TaxCode ?? Phone) is not null;
}

internal sealed class ListDossiersValidator : AbstractValidator<ListDossiers>
{
    public ListDossiersValidator()
    {
        this.Page(query => query.Page, ListDossiers.Sorts);
        RuleFor(query => query.Filter.Code).MaximumLength(60).OverridePropertyName("code");
        RuleFor(query => query.Filter.Procedure).MaximumLength(60).OverridePropertyName("procedure");
        RuleFor(query => query.Filter.Field).MaximumLength(60).OverridePropertyName("field");
        RuleFor(query => query.Filter.Agency).MaximumLength(60).OverridePropertyName("agency");
        RuleFor(query => query.Filter.Assignee).Must(text => text is null or "me" || Guid.TryParse(text, out _)).OverridePropertyName("assignee");
        RuleFor(query => query.Filter.OwnerName).MaximumLength(200).OverridePropertyName("ownerName");
        RuleFor(query => query.Filter).Must(filter => !(filter.ReceivedTo < filter.ReceivedFrom)).OverridePropertyName("receivedTo").WithState(_ => FieldRules.WithinRange);
    }
}

internal sealed class ListDossiersHandler(IDossierLists lists, IAgencies agencies, DossierDesk desk, IAccessJournal journal, IFiledOnline online)
    : IRequestHandler<ListDossiers, Page<DossierLine>>
{
    public async Task<Page<DossierLine>> Handle(ListDossiers query, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var reach = await desk.Reach(ct);
        var filter = query.Filter.Cell is { } cell ? query.Filter with { Cell = await cell.Resolved(online, ct) } : query.Filter;
        var page = await lists.List(query with { Filter = filter }, reach, desk.Now, tree, ct);
        var lines = new List<DossierLine>(page.Items.Count);
        foreach (var state in page.Items)
        {
            lines.Add((await desk.Held(state, ct)).Line(await desk.Surroundings(state, ct)).For(reach, state));
            if (query.Filter.IsForPerson)
            {
                await journal.Note(state, AccessKind.Search, ct);
            }
        }
        return new Page<DossierLine>(lines, page.Next, page.Count);
    }
}

/// <summary>What queries may ask of the stored dossiers.</summary>
public interface IDossierLists
{
    Task<Page<DossierState>> List(
        ListDossiers query, DossierReach reach, DateTimeOffset now, AgencyTree agencies, CancellationToken ct);
}
