using FsCheck;
using FsCheck.Fluent;
using OneStop.Domain.Calendar;
using OneStop.Domain.Tests.Calendar;
using OneStop.Domain.Transfers;

namespace OneStop.Domain.Tests.Transfers;

/// <summary>What holds for every clock of any history and any legs.</summary>
public sealed class ResponsibilityPropertyTests
{
    private static readonly ResponsibleAgency Competent = ResponsibleAgency.Of("W", null);

    /// <summary>Legs around the clock's life: sent up to four days before or 28 days after its start, closed or not, of any status.</summary>
    private static Gen<ResponsibleLeg[]> Legs(DeadlineLedger clock) =>
        (from agency in Gen.Elements("A", "B", "C")
         from status in Gen.Elements(Enum.GetValues<TransferStatus>())
         from sent in Gen.Choose(-6_000, 40_000)
         from length in Gen.Choose(-4_000, 12_000)
         from due in Gen.Choose(0, 5)
         from id in Gen.Choose(1, 1_000_000)
         select Leg(clock.ReceivedAt.AddMinutes(sent), length, (agency, status, due, id))).ArrayOf(6);

    private static readonly Gen<(CalendarPropertyTests.Case It, ResponsibleLeg[] Legs, DateTimeOffset Now)> Scene =
        from it in CalendarPropertyTests.History
        from legs in Legs(it.Clock)
        from number in Gen.Choose(0, 6)
        from wait in Gen.Choose(0, 20_000)
        select (it, legs.Take(number).ToArray(), it.Now.AddMinutes(wait));

    [Test]
    public void The_minutes_of_all_parties_are_those_the_clock_used() => For(scene =>
    {
        var time = Of(scene);
        Assert.That(time.Minutes, Is.EqualTo(scene.It.Clock.UsedMinutes(scene.It.Calendar, scene.Now)));
        Assert.That(time.Shares.Sum(share => share.Minutes), Is.EqualTo(time.Minutes));
    });

    [Test]
    public void Spans_follow_each_other_without_overlap() => For(scene =>
    {
        var spans = Of(scene).Spans;
        Assert.That(spans.Where(span => span.From >= span.To || span.Minutes < 0), Is.Empty);
        Assert.That(spans.Zip(spans.Skip(1)).Where(pair => pair.First.To > pair.Second.From), Is.Empty);
        Assert.That(spans.Where(span => span.Minutes != scene.It.Calendar.MinutesBetween(span.From, span.To)), Is.Empty);
    });

    [Test]
    public void A_span_is_of_a_leg_that_is_open_all_the_time_or_of_the_competent_agency_while_none_is() => For(scene =>
    {
        foreach (var span in Of(scene).Spans)
        {
            var middle = span.From + ((span.To - span.From) / 2);
            var open = scene.Legs.Where(leg => leg.SentAt <= middle && (leg.ClosedAt is null || leg.ClosedAt > middle)).ToArray();
            var expected = open.OrderBy(leg => leg.ClosedAt ?? DateTimeOffset.MaxValue).ThenBy(leg => leg.DueAt).ThenBy(leg => leg.Transfer.Value).LastOrDefault();
            Assert.That((span.Agency, span.Transfer), Is.EqualTo((expected?.Agency ?? Competent, expected?.Transfer)));
        }
    });

    [Test]
    public void The_order_of_the_legs_does_not_matter() => For(scene =>
        Assert.That(Of((scene.It, [.. scene.Legs.Reverse()], scene.Now)).Spans, Is.EqualTo(Of(scene).Spans)));

    private static ResponsibilityTime Of((CalendarPropertyTests.Case It, ResponsibleLeg[] Legs, DateTimeOffset Now) scene) =>
        ResponsibilityTime.Of(scene.It.Clock, scene.It.Calendar, Competent, scene.Legs, scene.Now);

    private static ResponsibleLeg Leg(DateTimeOffset sent, int length, (string Agency, TransferStatus Status, int Due, int Id) other) => ResponsibleLeg.Of(
        new TransferId(new Guid(other.Id, 0, 0, new byte[8])), other.Status, Competent, ResponsibleAgency.Of(other.Agency, null),
        (sent, length < 0 ? null : sent.AddMinutes(length), sent.AddDays(other.Due)));

    private static void For(Action<(CalendarPropertyTests.Case It, ResponsibleLeg[] Legs, DateTimeOffset Now)> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Scene.ToArbitrary(), holds));
}
