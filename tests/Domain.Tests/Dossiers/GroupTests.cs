using OneStop.Domain.Dossiers;
using static OneStop.Domain.Dossiers.DossierStatus;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class GroupTests
{
    [TestCase(true, Resolved, Resolved)]
    [TestCase(true, Resolved, Returned)]
    [TestCase(true, Resolved, Withdrawn, Description = "ended otherwise")]
    [TestCase(true, Stopped, NotAccepted)]
    [TestCase(false, Resolved, Registered)]
    [TestCase(false, Resolved, InProgress)]
    [TestCase(false, AwaitingSupplement, Resolved, Description = "the root as well")]
    public void A_group_is_ready_when_only_handing_out_is_left(bool ready, DossierStatus root, DossierStatus child) =>
        Assert.That(Group(root, child).IsReady, Is.EqualTo(ready));

    [Test]
    public void Every_correction_raises_the_one_revision()
    {
        var group = Group(Resolved, Resolved).Members;
        DossierState Corrected(DossierState member, int revision) =>
            member with { Details = member.Details with { Receipt = member.Details.Receipt! with { Revision = revision } } };

        Assert.That(new DossierGroup(group).ReceiptRevision, Is.EqualTo(1));
        Assert.That(new DossierGroup([Corrected(group[0], 3), Corrected(group[1], 2)]).ReceiptRevision, Is.EqualTo(4));
        Assert.That(new DossierGroup([group[0], group[1] with { Details = group[1].Details with { Receipt = null } }]).ReceiptRevision, Is.EqualTo(1));
    }

    [Test]
    public void The_root_comes_first_whatever_the_order_they_are_read_in()
    {
        var group = Group(Resolved, Resolved);
        var again = new DossierGroup(group.Members.Reverse());
        Assert.That(again.Members, Is.EqualTo(group.Members));
        Assert.That(again.Members[0].RootId, Is.Null);
        Assert.That(again.Others(again.Members[0].Id), Is.EqualTo(again.Members.Skip(1)));
    }

    [Test]
    public void One_secret_is_shared_whoever_is_accepted_first()
    {
        var terms = GroupTerms.New(returnTogether: true);
        var root = Dossier.Receive(Sample.Filing with { Group = terms }, Sample.Procedure, "1", Sample.By(Sample.Reception));
        var child = Dossier.Receive(Sample.Filing with { Group = terms, Root = root.State.Id }, Sample.Procedure, "2", Sample.By(Sample.Reception));
        root.StandFor([child], Sample.By(Sample.Reception));
        Assert.That(child.State.Details.Receipt!.Secret, Is.EqualTo(root.State.Details.Receipt!.Secret).And.Length.EqualTo(10));
        Assert.That(root.Events()[^1], Is.EqualTo(new DossiersLinked(root.State.Details.Children, true)));
    }

    private static DossierGroup Group(DossierStatus root, DossierStatus child)
    {
        var other = Sample.ReceivedDossier;
        var first = Sample.ReceivedDossier;
        return new DossierGroup(
        [
            first with { Status = root, Details = first.Details with { Children = [other.Id] } },
            other with { Status = child, RootId = first.Id },
        ]);
    }
}
