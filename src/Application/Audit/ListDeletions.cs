using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Audit;

namespace OneStop.Application.Audit;

/// <summary>Whose personal data were erased, newest first — sổ xóa dữ liệu cá nhân.</summary>
[Allows(Permission.ReadAudit)]
public sealed record ListDeletions(DateTimeOffset? From, DateTimeOffset? To, PageRequest Page) : IQuery<Page<DeletionLine>>;

/// <summary>One erasure.</summary>
/// <param name="Kind">What was erased: <c>dossier</c> or <c>account</c>.</param>
/// <param name="Subject">Code of the dossier, identity of the account.</param>
/// <param name="LastHash">The last link of its chain before the erasure, in hexadecimal; empty where it had none.</param>
public sealed record DeletionLine(Guid Id, string Kind, string Subject, DateTimeOffset At, AccountName Actor, ErasureBasis Basis, string LastHash);

internal sealed class ListDeletionsValidator : AbstractValidator<ListDeletions>
{
    public ListDeletionsValidator()
    {
        this.Page(query => query.Page);
        RuleFor(query => query.To).Must((query, to) => !(to <= query.From)).OverridePropertyName("to").WithState(_ => FieldRules.WithinRange);
    }
}

internal sealed class ListDeletionsHandler(AuditDesk desk, IDeletionViews views) : IRequestHandler<ListDeletions, Page<DeletionLine>>
{
    public async Task<Page<DeletionLine>> Handle(ListDeletions query, CancellationToken ct) => await views.List(query, await desk.Within(null, ct), ct);
}

/// <summary>The record of what was erased.</summary>
public interface IDeletionViews
{
    /// <param name="within">Codes of the agencies whose dossiers; null for all, and for accounts.</param>
    Task<Page<DeletionLine>> List(ListDeletions query, IReadOnlySet<string>? within, CancellationToken ct);
}
