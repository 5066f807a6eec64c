using OneStop.Infrastructure.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Notifications;

/// <summary>Looking for what is due costs the same however much waits.</summary>
[TestFixture(Db.Sqlite)]
public sealed class NotificationPlanTests(Db engine) : DatabaseFixture(engine)
{
    [Test]
    public async Task What_stands_before_a_message_is_found_in_the_index_of_its_dossier()
    {
        var plan = await Read<DbSession, IReadOnlyList<Step>>(db => db.Query<Step>(
            $"EXPLAIN QUERY PLAN {NotificationQueue.Due} {db.Dialect.Page}", new { Channel = "sms", Now = 1L, Take = 8 }, default));
        var steps = plan.Select(step => step.Detail).ToList();
        Assert.That(steps, Has.Some.Contains("IX_Notifications_Due (Channel=? AND DueAt<?"), string.Join('\n', steps));
        Assert.That(steps, Has.Some.Contains("IX_Notifications_Order (DossierId=? AND Channel=? AND Recipient=? AND Position<?"), string.Join('\n', steps));
    }

    private sealed record Step
    {
        public required string Detail { get; init; }
    }
}
