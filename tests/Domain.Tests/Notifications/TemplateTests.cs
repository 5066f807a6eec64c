using OneStop.Domain.Access;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests.Notifications;

public sealed class TemplateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly Actor Admin = new(AccountId.New(Now), "admin", [new Post(Role.SystemAdmin, null, null)]);

    private static readonly TemplateText Mail = new(NoticeChannel.Email, "vi", "Hồ sơ {code}", "Hồ sơ {code} hẹn trả {dueOn}.");

    private static readonly TemplateText Sms = new(NoticeChannel.Sms, "vi", null, "Hồ sơ {code}.");

    [Test]
    public void A_new_text_is_used_from_its_instant_on_and_the_old_ones_stay()
    {
        var template = Shipped();
        template.Write([Mail, Sms], null, Admin, Now);
        template.Write([Mail with { Text = "khác" }, Sms], Now.AddDays(1), Admin, Now);

        Assert.That(template.InForceAt(Now).Number, Is.EqualTo(1));
        Assert.That(template.InForceAt(Now.AddDays(1)).Number, Is.EqualTo(2));
        Assert.That(template.InForceAt(Now.AddDays(-1)).Number, Is.Zero);
        Assert.That(template.Recorded.Select(one => one.Event), Is.EqualTo(new[] { new TemplateWritten(1, Now), new TemplateWritten(2, Now.AddDays(1)) }));
    }

    [Test]
    public void Fields_are_filled_and_those_without_a_value_are_empty() => Assert.That(
        TemplateText.Fill("Hồ sơ {code}: {amount}", new Dictionary<string, string> { ["code"] = "H17-1" }), Is.EqualTo("Hồ sơ H17-1:"));

    [Test]
    public void The_other_language_and_the_other_channel_stand_in()
    {
        var version = new TemplateVersion(1, Now, null, [Mail, Sms, Sms with { Language = "en", Text = "Dossier {code}." }]);
        Assert.That(version.For(NoticeChannel.Email, english: true), Is.EqualTo(Mail));
        Assert.That(version.For(NoticeChannel.Zalo, english: true)!.Text, Is.EqualTo("Dossier {code}."));
        Assert.That(version.For(NoticeChannel.Inbox, english: false), Is.EqualTo(Mail));
    }

    [TestCase("{name} có hồ sơ", "notification.fields-are-known")]
    [TestCase("hồ sơ {code", "notification.fields-are-known")]
    [TestCase("{}", "notification.fields-are-known")]
    [TestCase("gọi 0905 123 456", "notification.text-is-impersonal")]
    [TestCase("số 048090000001", "notification.text-is-impersonal")]
    [TestCase(" ", "notification.text-fits-channel")]
    public void A_faulty_text_is_refused_where_it_stands(string text, string code) =>
        Assert.That(Faults([Mail, Sms with { Text = text }]), Is.EqualTo(new[] { $"texts.1.text {code}" }));

    [Test]
    public void Hot_lines_and_laws_are_no_personal_numbers() =>
        Assert.That(Faults([Mail with { Text = "Gọi 1900 1234, theo 118/2025/NĐ-CP, ngày 02/03/2026" }, Sms]), Is.Empty);

    [Test]
    public void Lengths_languages_and_headings_fit_the_channel() => Assert.That(
        Faults([Mail with { Subject = "hai\ndòng" }, Sms with { Text = new string('a', 202) }, Sms with { Language = "fr", Subject = "x" }]), Is.EqualTo(new[]
        {
            "texts.0.subject notification.subject-fits-channel", "texts.1.text notification.text-fits-channel", "texts.2.language notification.language-is-known",
            "texts.2.subject notification.subject-fits-channel",
        }));

    [Test]
    public void Each_text_comes_once_and_none_that_is_needed_is_missing()
    {
        Assert.That(Faults([Mail, Sms, Sms]), Is.EqualTo(new[] { "texts notification.texts-are-distinct" }));
        Assert.That(Faults([Mail]), Is.EqualTo(new[] { "texts notification.channels-are-covered" }));
        Assert.That(() => Shipped().Write([Mail, Sms], Now.AddSeconds(-1), Admin, Now), Throws.TypeOf<InvalidInputException>());
    }

    private static IEnumerable<string> Faults(IReadOnlyList<TemplateText> texts)
    {
        try
        {
            Shipped().Write(texts, null, Admin, Now);
            return [];
        }
        catch (InvalidInputException e)
        {
            return e.Faults.Select(fault => $"{fault.Path} {fault.Rule.Code}");
        }
    }

    private static NotificationTemplate Shipped() => new(NoticeKind.Received, [new TemplateVersion(0, DateTimeOffset.UnixEpoch, null, [Mail, Sms])]);
}
