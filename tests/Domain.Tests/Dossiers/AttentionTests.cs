using OneStop.Domain.Access;
using OneStop.Domain.Tests.Calendar;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class AttentionTests
{
    [Test]
    public void An_answer_is_unread_until_an_official_acts()
    {
        var answered = Sample.After(Sample.Supplementing, dossier => dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Reception, "2026-03-03 10:00")));
        Assert.That(answered.UnreadSince, Is.EqualTo(Calendars.At("2026-03-03 10:00")), "whoever entered it");
        var acted = Sample.After(answered, dossier => dossier.CompleteStep(null, Sample.By(Sample.Handler, "2026-03-03 11:00")));
        Assert.That(acted.UnreadSince, Is.Null);
    }

    [Test]
    public void What_the_engine_does_by_itself_breaks_no_silence()
    {
        var answered = Sample.After(Sample.Supplementing, dossier => dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Reception)));
        var stopped = Sample.After(answered, dossier => dossier.Stop("dừng", Sample.By(Actor.System, "2026-03-05 10:00")));
        Assert.That((stopped.LastActAt, stopped.UnreadSince), Is.EqualTo((answered.LastActAt, answered.UnreadSince)));
        Assert.That(stopped.UpdatedAt, Is.EqualTo(Calendars.At("2026-03-05 10:00")), "it did change");
    }

    [Test]
    public void A_new_dossier_was_just_touched() => Assert.That(Sample.RegisteredDossier.LastActAt, Is.EqualTo(Sample.Monday));
}
