using OneStop.Domain.Access;

namespace OneStop.Domain.Tests.Access;

public sealed class ClientTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly ClientGrant Grant = new() { Scopes = [Scope.FileDossiers], Test = true };

    [Test]
    public void A_client_holds_no_post_and_has_a_grant()
    {
        var client = Registered();
        Assert.That(client.PostsOn(new DateOnly(2026, 3, 2)), Is.Empty);
        Assert.That(client.State.Details.Grant, Is.EqualTo(Grant));
        Assert.That(client.Recorded.Single().Event, Is.EqualTo(new ClientRegistered(Grant.Scopes, null, null, true, null)));
    }

    [Test]
    public void What_it_files_stays_for_trying_out_for_ever()
    {
        var client = Registered();
        client.ChangeClient(null, new ClientGrant { Scopes = [Scope.ReadReports], Test = false }, Now);
        Assert.That(client.State.Details.Grant!.Test, Is.True);
        Assert.That(client.State.Details.Grant.Allows(Scope.FileDossiers), Is.False);
    }

    [Test]
    public void A_name_that_stays_is_no_event()
    {
        var client = Registered();
        client.ChangeClient("Cổng", null, Now);
        Assert.That(client.Recorded, Has.Count.EqualTo(1));
        client.ChangeClient("Cổng mới", null, Now);
        Assert.That(client.Recorded[^1].Event, Is.EqualTo(new ClientRenamed()));
    }

    [Test]
    public void A_third_live_secret_is_refused()
    {
        var client = Registered();
        var secret = ClientSecretId.New(Now);
        Assert.That(() => client.AddSecret(secret, null, live: 2, Now), Breaks.Rule(AccessRules.SecretsAreFew));
        client.AddSecret(secret, null, live: 1, Now);
        client.RevokeSecret(secret, Now);
        Assert.That(client.Recorded.Skip(1).Select(one => one.Event), Is.EqualTo(new Domain.Shared.DomainEvent[] { new ClientSecretAdded(secret, null), new ClientSecretRevoked(secret) }));
    }

    private static Account Registered() => Account.RegisterClient(AccountId.New(Now), "cong", "Cổng", Grant, Now);
}
