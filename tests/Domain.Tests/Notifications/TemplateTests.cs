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
    public void Of_the_texts_whose_time_has_come_the_last_one_to_begin_is_used()
    {
        var template = Shipped();
        template.Write([Mail, Sms], Now.AddDays(30), Admin, Now);
        template.Write([Mail with { Text = "khác" }, Sms], null, Admin, Now);

        Assert.That(template.InForceAt(Now.AddDays(29)).Number, Is.EqualTo(2));
        Assert.That(template.InForceAt(Now.AddDays(30)).Number, Is.EqualTo(1), "it was to begin then");
    }

    [Test]
    public void A_short_message_stays_short_also_where_its_names_are_long()
    {
        var text = Sms with { Text = "Hồ sơ {code}, thủ tục {procedure} tại {agency}: hẹn trả {dueOn}. Xem {lookup}." };
        var filled = text.Filled(new Dictionary<string, string>
        {
            ["code"] = "H42.122-260302-0001", ["procedure"] = new string('p', 300), ["agency"] = "Ủy ban nhân dân phường Hoa Lư", ["dueOn"] = "16:30 ngày 20/03/2026",
            ["lookup"] = "https://dichvucong.example.vn/tra-cuu",
        });
        Assert.That(filled, Has.Length.EqualTo(TemplateText.LongestSms).And.Contains("ppp… tại Ủy ban nhân dân phường Hoa Lư: hẹn trả 16:30 ngày 20/03/2026"));
        Assert.That(filled, Does.EndWith("tra-cuu.").And.StartWith("Hồ sơ H42.122-260302-0001"));
        var silly = text with { Text = "{lookup} {lookup}" };
        Assert.That(silly.Filled(new Dictionary<string, string> { ["lookup"] = new string('l', 150) }), Has.Length.EqualTo(TemplateText.LongestSms).And.EndsWith("…"));
    }

    [Test]
    public void A_text_is_wanted_for_Zalo_also_where_the_message_does_not_go_by_sms()
    {
        var withdrawn = new NotificationTemplate(NoticeKind.Withdrawn, [new TemplateVersion(0, DateTimeOffset.UnixEpoch, null, [Mail, Sms])]);
        Assert.That(() => withdrawn.Write([Mail], null, Admin, Now), Throws.TypeOf<InvalidInputException>());
        Assert.That(() => withdrawn.Write([Mail, Sms with { Channel = NoticeChannel.Zalo }], null, Admin, Now), Throws.Nothing);
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
