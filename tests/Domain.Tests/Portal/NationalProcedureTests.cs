using OneStop.Domain.Access;
using OneStop.Domain.Portal;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests.Portal;

public sealed class NationalProcedureTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));

    [Test]
    public void What_stands_again_as_it_was_acknowledged_waits_for_nobody()
    {
        var procedure = Mapped();
        procedure.Read(Content("b"), Now);
        Assert.That(procedure.State.Standing, Is.EqualTo(NationalStanding.Changed));
        procedure.Read(Content("a"), Now);
        Assert.That(procedure.State.Standing, Is.EqualTo(NationalStanding.Mapped));
        procedure.Withdraw(Now);
        procedure.Withdraw(Now);
        Assert.That(procedure.State.Standing, Is.EqualTo(NationalStanding.Changed));
        procedure.Read(Content("a"), Now);
        Assert.That((procedure.State.Standing, procedure.State.WithdrawnAt), Is.EqualTo((NationalStanding.Mapped, (DateTimeOffset?)null)));
        Assert.That(procedure.Read(Content("a"), Now), Is.False);
        Assert.That(Events(procedure), Is.EqualTo(new[]
        {
            "NationalProcedureMapped", "NationalProcedureChanged", "NationalProcedureRestored", "NationalProcedureWithdrawn", "NationalProcedureRestored",
        }));
    }

    [Test]
    public void What_was_acknowledged_as_withdrawn_and_is_there_again_waits_for_somebody()
    {
        var procedure = Mapped();
        procedure.Withdraw(Now);
        procedure.Acknowledge(AccountId.System, Now);
        Assert.That(procedure.State.Standing, Is.EqualTo(NationalStanding.Withdrawn));
        procedure.Read(Content("a"), Now);
        Assert.That(procedure.State.Standing, Is.EqualTo(NationalStanding.Changed));
        procedure.Acknowledge(AccountId.System, Now);
        Assert.That(procedure.State.Standing, Is.EqualTo(NationalStanding.Mapped));
        Assert.That(() => procedure.Acknowledge(AccountId.System, Now), Throws.TypeOf<RuleBrokenException>().With.Message.EqualTo("portal.change-awaits"));
    }

    [Test]
    public void What_nobody_mapped_changes_without_an_alert_and_what_was_unmapped_by_hand_stays_so()
    {
        var procedure = NationalProcedure.Meet(Content("a"), Now);
        Assert.That(procedure.Read(Content("b"), Now), Is.True);
        procedure.Withdraw(Now);
        Assert.That((procedure.State.Standing, Events(procedure).Length), Is.EqualTo((NationalStanding.Withdrawn, 0)));
        Assert.That(procedure.MapItself(Now), Is.False);
        procedure.Read(Content("b"), Now);
        Assert.That(procedure.MapItself(Now), Is.True);
        procedure.Map(null, AccountId.System, Now);
        Assert.That((procedure.MapItself(Now), procedure.State.Standing), Is.EqualTo((false, NationalStanding.Unmapped)));
    }

    private static NationalProcedure Mapped()
    {
        var procedure = NationalProcedure.Meet(Content("a"), Now);
        procedure.MapItself(Now);
        return procedure;
    }

    private static NationalContent Content(string fingerprint) => new("1.013225", "Cấp phép", null, null, fingerprint, $$"""{"x":"{{fingerprint}}"}""");

    private static string[] Events(NationalProcedure procedure) => [.. procedure.Recorded.Select(one => one.Event.GetType().Name)];
}
