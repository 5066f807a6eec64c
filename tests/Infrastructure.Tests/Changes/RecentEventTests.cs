using OneStop.Application.Changes;
using OneStop.Application.Dossiers;
using OneStop.Infrastructure.Changes;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Changes;

/// <summary>What the process knows of the last events without asking the database.</summary>
public sealed class RecentEventTests
{
    private static readonly Guid Id = Guid.NewGuid();

    [TestCase("dossier", "dossierReceived", null, null, null, ExpectedResult = true)]
    [TestCase("dossier", "dossierReceived", "dossierReceived", "A", "P", ExpectedResult = true)]
    [TestCase("dossier", "dossierReceived", "stepClaimed", null, null, ExpectedResult = false)]
    [TestCase("dossier", "dossierReceived", null, "B", null, ExpectedResult = false)]
    [TestCase("dossier", "dossierReceived", null, null, "Q", ExpectedResult = false)]
    [TestCase("agency", "agencyChanged", null, "A", null, ExpectedResult = false)]
    [TestCase("procedure", "procedurePublished", null, null, "Q", ExpectedResult = false)]
    [TestCase("procedure", "procedurePublished", null, null, "P", ExpectedResult = true)]
    [TestCase("account", "accountOpened", null, null, null, ExpectedResult = false)]
    public bool An_event_is_told_from_what_is_waited_for(string aggregate, string type, string? types, string? agency, string? procedure)
    {
        var dossier = aggregate == "dossier" ? new ConcernedDossier("P", ["A"]) : null;
        var interest = new ChangeInterest(types is null ? null : [types], agency, procedure, OnlyDossiers: false);
        return new RecentEvent(Logged(1, aggregate, type, "{}", aggregate == "procedure" ? "P" : null), dossier).MayBe(interest, agency is null ? null : [agency]);
    }

    [Test]
    public void What_is_not_known_may_be_it() => Assert.That(
        new RecentEvent(Logged(1, "transfer", "transferAccepted", "{}"), Dossier: null).MayBe(new ChangeInterest(null, "B", "Q", OnlyDossiers: true), ["B"]));

    [Test]
    public void Of_the_last_events_so_many_are_kept_and_of_others_nothing_is_said()
    {
        var slice = new RecentSlice(0, []).And([Recent(1), Recent(2), Recent(3)], most: 4).And([Recent(4), Recent(5)], most: 4);
        Assert.That((slice.Before, slice.Last), Is.EqualTo((1, 5)));
        Assert.That(slice.Behind(0), Is.Null);
        Assert.That(slice.Behind(1)!.Select(one => one.Event.Position), Is.EqualTo(new[] { 2, 3, 4, 5 }));
        Assert.That(slice.Behind(4)!.Select(one => one.Event.Position), Is.EqualTo(new[] { 5 }));
        Assert.That(slice.Behind(5), Is.Empty);
    }

    /// <summary>Also what was written before events of a takeover named the dossier.</summary>
    [Test]
    public void Who_loses_a_leg_by_a_takeover_is_told_of_its_dossier()
    {
        var reach = new DossierReach { Agencies = new HashSet<string> { "A" }, Held = new HashSet<string> { "A" } };
        var named = Logged(1, "transfer", "transferTakenOver", $$"""{"from":"A","to":"B","dossier":"{{Id}}"}""");
        Assert.That(ChangedDossier.Of(named, reach), Is.EqualTo(new ChangedDossier(Id, "A", Unassigned: false)));
        Assert.That(ChangedDossier.Of(Logged(1, "transfer", "transferTakenOver", """{"from":"A","to":"B"}"""), reach), Is.Null);
    }

    private static RecentEvent Recent(long position) => new(Logged(position, "agency", "agencyChanged", "{}"), Dossier: null);

    private static LoggedEvent Logged(long position, string aggregate, string type, string data, string? id = null) => new()
    {
        Position = position, Id = EventId.New(DateTimeOffset.UnixEpoch), Aggregate = aggregate, AggregateId = id ?? Id.ToString(), Version = 1, Type = type,
        At = DateTimeOffset.UnixEpoch, Data = data,
    };
}
