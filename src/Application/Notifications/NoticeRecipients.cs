using OneStop.Application.Access;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;

namespace OneStop.Application.Notifications;

/// <summary>Somebody who is told.</summary>
/// <param name="Key">Who it is, without personal data.</param>
public sealed record NoticeRecipient(string Key, NoticeContacts Contacts, NoticeWishes Wishes)
{
    /// <summary>Whether nobody was found who is to be told.</summary>
    public bool IsNobody { get; init; }

    /// <summary>Nobody who holds a role can be told.</summary>
    public static NoticeRecipient Nobody(Role role) =>
        new($"role:{WireFormats.Name(role)}", new NoticeContacts(null, null, null), NoticeWishes.None) { IsNobody = true };
}

/// <summary>Finds whom a message is for, and how to reach them.</summary>
public sealed class NoticeRecipients(IAccounts accounts, INoticeWishes wishes, ResponsibleOfficials officials)
{
    private const string Owner = "owner";

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

    private async Task<IReadOnlyList<NoticeRecipient>> OfficialsOf(DossierState dossier, DossierHappening happening, CancellationToken ct)
    {
        var to = happening.Data.TryGetProperty("to", out var named) && Enum.TryParse<Role>(named.GetString(), ignoreCase: true, out var role) ? role : Role.Leader;
        var found = new List<NoticeRecipient>();
        foreach (var account in await officials.Of(dossier, to, happening.At, ct))
        {
            var details = account.Details;
            found.Add(new NoticeRecipient(
                account.Id.ToString(), new NoticeContacts(details.EmailConfirmed ? details.Email : null, null, account.Id), (await wishes.Of(account.Id, ct)).Wishes));
        }
        return found.Count > 0 ? found : [NoticeRecipient.Nobody(to)];
    }
}
