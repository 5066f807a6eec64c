using System.Text.Json;
using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;

namespace OneStop.Application.Notifications;

/// <summary>An event of a dossier as the log has it.</summary>
/// <param name="Version">Version of the dossier after it.</param>
/// <param name="Data">Codes and ids of what happened.</param>
public sealed record DossierHappening(DossierId Dossier, string Type, int Version, DateTimeOffset At, JsonElement Data)
{
    /// <summary>Whether by it the result is ready.</summary>
    public bool IsResolved => Data.TryGetProperty("status", out var status) && status.ValueEquals(WireFormats.Name(DossierStatus.Resolved));
}

/// <summary>A message that is to be written down.</summary>
/// <param name="Recipient">Who it is for, without personal data: a message to the same recipient by the same channel about the same event is the same.</param>
public sealed record ComposedNotice(NoticeRule Rule, string Recipient, AccountId? Account, PlannedNotice Plan, ComposedText Text);

/// <summary>The words of a message.</summary>
public sealed record ComposedText(int TemplateVersion, string Language, string? Subject, string Text);

/// <summary>What an event leads to.</summary>
/// <param name="Overtaken">Kinds of message of the dossier that it makes untrue.</param>
/// <param name="Test">Whether the dossier is one for trying out.</param>
public sealed record ComposedHappening(IReadOnlyList<NoticeKind> Overtaken, IReadOnlyList<ComposedNotice> Notices, bool Test);

/// <summary>Which channels there are for a dossier.</summary>
public interface IOfferedChannels
{
    IReadOnlySet<NoticeChannel> For(bool test);
}

/// <summary>Turns events into messages: whom they concern, by which channels, in which words.</summary>
public sealed class NoticeComposer(
    IDossierRepository dossiers, NoticeRecipients recipients, NoticeValues values, INotificationTemplates templates, IOfferedChannels channels)
{
    /// <summary>What an event leads to; null where nobody is told and nothing is overtaken.</summary>
    public async Task<ComposedHappening?> Compose(DossierHappening happening, CancellationToken ct)
    {
        var overtaken = NoticeMatrix.OvertakenBy(happening.Type, happening.IsResolved);
        var kind = NoticeMatrix.KindOf(happening.Type, happening.IsResolved, isRefusal: false);
        if (kind is null)
        {
            return overtaken.Count == 0 ? null : new ComposedHappening(overtaken, [], Test: false);
        }
        if ((await dossiers.Find(happening.Dossier.ToString(), ct))?.State is not { ErasedAt: null } dossier)
        {
            return new ComposedHappening(overtaken, [], Test: false);
        }
        var said = NoticeMatrix.KindOf(happening.Type, happening.IsResolved, dossier.Outcome == Outcome.Refused)!.Value;
        return new ComposedHappening(overtaken, await Notices(NoticeMatrix.Of(said), dossier, happening, ct), dossier.Test);
    }

    private async Task<IReadOnlyList<ComposedNotice>> Notices(NoticeRule rule, DossierState dossier, DossierHappening happening, CancellationToken ct)
    {
        var template = (await templates.Of(rule.Kind, ct)).InForceAt(happening.At);
        var (offered, notices) = (channels.For(dossier.Test), new List<ComposedNotice>());
        foreach (var recipient in await recipients.Of(rule, dossier, happening, ct))
        {
            var filled = await values.Of(dossier, happening, recipient.Wishes.English, ct);
            foreach (var plan in NoticePlan.For(rule, recipient.Contacts, recipient.Wishes, offered))
            {
                if (template.For(plan.Channel, recipient.Wishes.English) is { } text)
                {
                    var subject = text.Subject is null ? null : TemplateText.FillSubject(text.Subject, filled);
                    notices.Add(new ComposedNotice(
                        rule, recipient.Key, recipient.Contacts.Account, plan, new ComposedText(template.Number, text.Language, subject, TemplateText.Fill(text.Text, filled))));
                }
            }
        }
        return notices;
    }
}

/// <summary>Somebody who is told.</summary>
public sealed record NoticeRecipient(string Key, NoticeContacts Contacts, NoticeWishes Wishes);

/// <summary>Finds whom a message is for, and how to reach them.</summary>
public sealed class NoticeRecipients(IAccounts accounts, INoticeWishes wishes, INoticeOfficials officials, IAgencies agencies)
{
    private const string Owner = "owner";

    /// <summary>So many officials are told at most.</summary>
    private const int MostOfficials = 20;

    /// <summary>Among so many holders of a role they are looked for.</summary>
    private const int MostConsidered = 1_000;

    public async Task<IReadOnlyList<NoticeRecipient>> Of(NoticeRule rule, DossierState dossier, DossierHappening happening, CancellationToken ct) =>
        rule.Audience == NoticeAudience.Owner ? [await OwnerOf(dossier, ct)] : await OfficialsOf(dossier, happening, ct);

    /// <summary>The owner's contacts as the dossier gives them, else those of who filed it, else the confirmed ones of the owner's account.</summary>
    private async Task<NoticeRecipient> OwnerOf(DossierState dossier, CancellationToken ct)
    {
        var (owner, submitter) = (dossier.Details.Owner, dossier.Details.Submitter);
        var account = dossier.OwnerAccount is { } id ? (await accounts.Find(id, ct))?.State : null;
        var confirmed = account is { Disabled: false } ? account.Details : null;
        return new NoticeRecipient(
            Owner,
            new NoticeContacts(
                owner.Email ?? submitter?.Email ?? (confirmed is { EmailConfirmed: true } ? confirmed.Email : null),
                owner.Phone ?? submitter?.Phone ?? (confirmed is { PhoneConfirmed: true } ? confirmed.Phone : null),
                confirmed is null ? null : account!.Id),
            account is null ? NoticeWishes.None : (await wishes.Of(account.Id, ct)).Wishes);
    }

    /// <summary>The official who has the dossier, where a handler is to be told; else those who hold the role where the work lies.</summary>
    private async Task<IReadOnlyList<NoticeRecipient>> OfficialsOf(DossierState dossier, DossierHappening happening, CancellationToken ct)
    {
        var to = happening.Data.TryGetProperty("to", out var named) && Enum.TryParse<Role>(named.GetString(), ignoreCase: true, out var role) ? role : Role.Leader;
        var day = VietnamTime.DateOf(happening.At);
        var tree = await agencies.Tree(ct);
        var holder = tree.HolderOn(to is Role.Reception or Role.ReturnDesk or Role.OneStopHead ? dossier.ReceivingAgency : dossier.CompetentAgency, day);
        IReadOnlyList<AccountId> ids = to == Role.Handler && (dossier.Assignee ?? dossier.Details.Handler) is { } assignee
            ? [assignee] : await officials.Holding(to, holder, day, ct);
        var found = new List<NoticeRecipient>();
        var seeing = (await accounts.FindAll([.. ids.OrderBy(id => id.Value).Take(MostConsidered)], ct)).Values
            .Where(account => !account.State.Disabled && Sees(account, dossier, tree, day));
        foreach (var account in seeing.OrderBy(account => account.State.Id.Value).Take(MostOfficials))
        {
            var details = account.State.Details;
            found.Add(new NoticeRecipient(
                account.State.Id.ToString(), new NoticeContacts(details.EmailConfirmed ? details.Email : null, null, account.State.Id),
                (await wishes.Of(account.State.Id, ct)).Wishes));
        }
        return found;
    }

    /// <summary>Whether a message about the dossier may go to an official: a confidential one is told to nobody from whom it is kept.</summary>
    private static bool Sees(Account account, DossierState dossier, AgencyTree tree, DateOnly day) =>
        DossierReach.Of(new Actor(account.State.Id, account.State.UserName, [.. account.PostsOn(day, tree)]), tree, day).Covers(dossier);
}
