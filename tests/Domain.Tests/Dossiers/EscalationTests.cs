using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Tests.Calendar;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class EscalationTests
{
    private static readonly ProcedureVersion WithLadder = Sample.Version with { Escalation = [Rung("-1wd", Role.Head), Rung("1wd", Role.Leader)] };

    [TestCase("-2wd", "2026-03-05 07:30", Description = "in the morning of that day")]
    [TestCase("-5wd", "2026-03-02 07:30")]
    [TestCase("-4h", "2026-03-09 11:00")]
    [TestCase("-30m", "2026-03-09 16:30")]
    [TestCase("-9h", "2026-03-06 15:30", Description = "over a weekend")]
    [TestCase("1h", "2026-03-10 08:30")]
    [TestCase("1wd", "2026-03-10 07:30", Description = "the first morning it is late")]
    public void A_rung_lies_in_working_time_around_the_due_instant(string rung, string at) =>
        Assert.That(Rung(rung, Role.Head).InstantOf(Calendars.At("2026-03-09 17:00"), Calendars.Office), Is.EqualTo(Calendars.At(at)));

    [Test]
    public void Rungs_are_reached_one_after_the_other()
    {
        var dossier = new Dossier(Sample.ReceivedDossier);
        foreach (var (number, at, to) in new[] { (1, "2026-03-06 07:30", Role.Head), (2, "2026-03-10 07:30", Role.Leader) })
        {
            var on = Sample.By(Actor.System, at, WithLadder);
            var next = NextRung.Of(dossier.State, on)!;
            Assert.That((next.Number, next.At), Is.EqualTo((number, Calendars.At(at))));
            dossier.Escalate(next, on);
            Assert.That(dossier.Events()[^1], Is.EqualTo(new DossierEscalated(number, to, dossier.State.DueAt!.Value)));
        }
        Assert.That(NextRung.Of(dossier.State, Sample.By(Actor.System, version: WithLadder)), Is.Null, "there is no third");
        Assert.That(dossier.State.DueAt, Is.EqualTo(Sample.ReceivedDossier.DueAt), "no clock moves");
    }

    [Test]
    public void Nothing_is_next_where_no_clock_runs()
    {
        NextRung? Next(DossierState state) => NextRung.Of(state, Sample.By(Actor.System, version: WithLadder));
        Assert.That(Next(Sample.At("thu-ly", Sample.Handler)), Is.Not.Null);
        Assert.That(Next(Sample.RegisteredDossier), Is.Null, "not received");
        Assert.That(Next(Sample.Supplementing), Is.Null, "the citizen has to act");
        Assert.That(Next(Sample.Paying), Is.Null);
        Assert.That(Next(Sample.Stopped), Is.Null);
        Assert.That(Next(Sample.Resolved), Is.Null);
        Assert.That(NextRung.Of(Sample.ReceivedDossier, Sample.By(Actor.System)), Is.Null, "the procedure has no ladder");
    }

    [Test]
    public void A_pause_moves_what_comes_next()
    {
        var version = WithLadder with { SupplementPolicy = Domain.Calendar.SupplementPolicy.Pause };
        var paused = Sample.After(Sample.At("thu-ly", Sample.Handler), dossier => dossier.RequestSupplement(Sample.Defects, Sample.By(Sample.Handler, version: version)));
        var on = Sample.By(Sample.Citizen, "2026-03-04 09:00", version);
        var resumed = Sample.After(paused, dossier => dossier.AnswerSupplement(Sample.Answers, Sample.By(Sample.Reception, "2026-03-04 09:00", version)));
        Assert.That(NextRung.Of(paused, on), Is.Null);
        Assert.That(NextRung.Of(resumed, on)!.At, Is.EqualTo(Calendars.At("2026-03-10 07:30")), "two working days later");
    }

    [Test]
    public void A_rung_in_a_year_nobody_laid_down_is_looked_at_a_day_later()
    {
        var version = Sample.Version with { Escalation = [Rung("40wd", Role.Leader)] };
        var received = Dossier.Receive(Sample.Filing, Sample.Procedure, "1", Sample.By(Sample.Reception, "2027-12-06 09:00", version)).State;
        Assert.That(NextRung.Of(received, Sample.By(Actor.System, "2027-12-06 09:00", version))!.At, Is.EqualTo(received.DueAt!.Value.AddDays(1)));
        Assert.That(NextRung.Of(received, Sample.By(Actor.System, "2027-12-30 09:00", version))!.At, Is.EqualTo(Calendars.At("2027-12-31 09:00")));
    }

    /// <summary><c>-2wd</c>: two working days before it is due.</summary>
    internal static EscalationRung Rung(string at, Role to) =>
        new(Calendars.Limit(at.TrimStart('-')), at[0] == '-' ? EscalationWhen.BeforeDue : EscalationWhen.AfterDue, to);
}
