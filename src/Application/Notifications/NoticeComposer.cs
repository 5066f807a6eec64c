using System.Text.Json;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;

namespace OneStop.Application.Notifications;

/// <summary>An event of a dossier as the log has it.</summary>
/// <param name="Version">Version of the dossier after it.</param>
/// <param name="Data">Codes and ids of what happened.</param>
public sealed record DossierHappening(DossierId Dossier, string Type, int Version, DateTimeOffset At, JsonElement Data)
{
    /// <summary>Whether by it the result is ready.</summary>
    public bool IsResolved => Data.TryGetProperty("status", out var status) && status.ValueEquals(WireFormats.Name(DossierStatus.Resolved));

    /// <summary>Whether by it the result is due at another instant than before.</summary>
    public bool MovesAppointment => Instant("dueAt") is { } due && Instant("dueBefore") is { } before && due != before;

    /// <summary>Whether it is a correction of how the owner's side is reached.</summary>
    public bool CorrectsContacts => Type == "receiptCorrected" && Data.TryGetProperty("fields", out var fields)
        && fields.EnumerateArray().Any(path => NoticeMatrix.ContactFields.Contains(path.GetString()!));

    private DateTimeOffset? Instant(string name) =>
        Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var at) ? at : null;
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
        var overtaken = NoticeMatrix.OvertakenBy(happening.Type, happening.IsResolved, happening.MovesAppointment);
        var kind = NoticeMatrix.KindOf(happening.Type, happening.IsResolved, isRefusal: false, happening.MovesAppointment);
        if (kind is null)
        {
            return overtaken.Count == 0 ? null : new ComposedHappening(overtaken, [], Test: false);
        }
        if ((await dossiers.Find(happening.Dossier.ToString(), ct))?.State is not { ErasedAt: null } dossier)
        {
            return new ComposedHappening(overtaken, [], Test: false);
        }
        var said = NoticeMatrix.KindOf(happening.Type, happening.IsResolved, dossier.Outcome == Outcome.Refused, happening.MovesAppointment)!.Value;
        return new ComposedHappening(overtaken, await Notices(NoticeMatrix.Of(said), dossier, happening, ct), dossier.Test);
    }

    private async Task<IReadOnlyList<ComposedNotice>> Notices(NoticeRule rule, DossierState dossier, DossierHappening happening, CancellationToken ct)
    {
        var template = (await templates.Of(rule.Kind, ct)).InForceAt(happening.At);
        var (offered, notices) = (channels.For(dossier.Test), new List<ComposedNotice>());
        foreach (var recipient in await recipients.Of(rule, dossier, happening, ct))
        {
            var filled = await values.Of(dossier, happening, recipient.Wishes.English, ct);
            foreach (var plan in recipient.IsNobody ? [NoticePlan.Nobody(rule)] : NoticePlan.For(rule, recipient.Contacts, recipient.Wishes, offered))
            {
                if (template.For(plan.Channel, recipient.Wishes.English) is { } text)
                {
                    var subject = text.Subject is null ? null : TemplateText.FillSubject(text.Subject, filled);
                    notices.Add(new ComposedNotice(
                        rule, recipient.Key, recipient.Contacts.Account, plan, new ComposedText(template.Number, text.Language, subject, text.Filled(filled))));
                }
            }
        }
        return notices;
    }
}
