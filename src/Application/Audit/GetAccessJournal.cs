using FluentValidation;
using MediatR;
using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Audit;

/// <summary>Who looked at a dossier, newest first — nhật ký truy cập hồ sơ (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetAccessJournal(string Id, PageRequest Page) : IQuery<Page<AccessLine>>;

/// <summary>In what quality somebody looked at a dossier — tư cách người xem.</summary>
public enum ReaderKind
{
    /// <summary>Whom it belongs to.</summary>
    Owner,

    /// <summary>Somebody who acts for the owner.</summary>
    Representative,

    /// <summary>An official.</summary>
    Official,

    /// <summary>A machine client in its own name.</summary>
    Client,
}

/// <summary>One look at a dossier.</summary>
/// <param name="At">The minute; who looks again within it is not noted again.</param>
/// <param name="What">What was looked at first in that minute; `registry` where a registry of others was asked about one of its people in it.</param>
/// <param name="Agency">In which agency's name; null for citizens and administrators of the system.</param>
/// <param name="Roles">What the reader was at that agency on that day.</param>
/// <param name="Client">The machine client through which it was read.</param>
public sealed record AccessLine(
    DateTimeOffset At, AccessKind What, ReaderKind By, AccountName Account, AgencyName? Agency, IReadOnlyList<Role> Roles, AccountName? Client);

internal sealed class GetAccessJournalValidator : AbstractValidator<GetAccessJournal>
{
    public GetAccessJournalValidator() => this.Page(query => query.Page);
}

internal sealed class GetAccessJournalHandler(DossierDesk desk, IAccessViews views, IAccounts accounts, IAgencies agencies, ICaller caller)
    : IRequestHandler<GetAccessJournal, Page<AccessLine>>
{
    public async Task<Page<AccessLine>> Handle(GetAccessJournal query, CancellationToken ct)
    {
        var dossier = (await desk.GetWhole(query.Id, ct)).State;
        var held = await desk.Held(dossier, ct);
        DossierRules.Exists.DemandFound(caller.Required() is var actor && (IsOfOwner(actor, held) || Supervises(actor, held, await agencies.Tree(ct))));

        var page = await views.List(new AccessQuery(dossier.Id, null, null, null, null), query.Page, ct);
        var readers = await accounts.FindAll([.. page.Items.Select(record => record.Actor.Id)], ct);
        var tree = await agencies.Tree(ct);
        return new Page<AccessLine>(
            [.. page.Items.Select(record => Line(record, readers.GetValueOrDefault(record.Actor.Id), dossier, tree))], page.Next, page.Count);
    }

    private static bool IsOfOwner(Actor actor, DossierState dossier) => dossier.OwnerAccount is { } owner
        && (actor.Id == owner || actor.Represents.Any(one => one.Principal == owner && one.Includes(dossier.ProcedureCode)));

    /// <summary>Controllers, leaders and heads of the one-stop office of its agencies and of those above them.</summary>
    private static bool Supervises(Actor actor, DossierState dossier, AgencyTree tree) => actor.IsSystemAdmin
        || actor.Posts.Any(post => post is { Role: Role.ProcedureControl or Role.Leader or Role.OneStopHead, Agency: { } agency }
            && (tree.IsWithin(dossier.ReceivingAgency, agency) || tree.IsWithin(dossier.CompetentAgency, agency)));

    private static AccessLine Line(AccessRecord record, Account? account, DossierState dossier, AgencyTree tree)
    {
        var day = VietnamTime.DateOf(record.At);
        var by = record.Actor.Id == dossier.OwnerAccount ? ReaderKind.Owner
            : account?.State.Kind == AccountKind.Client ? ReaderKind.Client
            : account?.State.Kind == AccountKind.Staff ? ReaderKind.Official
            : ReaderKind.Representative;
        var roles = account?.State.Appointments.Where(held => held.IsInForceOn(day) && IsAt(held.Post.Agency, record.Agency, tree, day)).Select(held => held.Post.Role);
        return new AccessLine(
            record.At, record.What, by, record.Actor, record.Agency is { } code ? new AgencyName(code, tree.NameOf(code)) : null,
            [.. (roles ?? []).Distinct()], record.Client);
    }

    private static bool IsAt(string? post, string? agency, AgencyTree tree, DateOnly day) =>
        post == agency || (post is not null && tree.InForceOn(post, day)?.Code == agency);
}
