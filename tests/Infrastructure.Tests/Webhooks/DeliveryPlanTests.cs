using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Webhooks;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>What is asked four times a second, and what lists ask, looks at a range of an index, never at all that was ever sent.</summary>
[TestFixture(Db.Sqlite)]
public sealed class DeliveryPlanTests(Db engine) : WebhookFixture(engine)
{
    [TestCase(DeliveryQueue.WithDue, "IX_WebhookDeliveries_Due (WebhookId=? AND DueAt<?)", "IX_WebhookDeliveries_Open (WebhookId=? AND Subject=? AND Position<?)", "IX_WebhookDeliveries_Pings (WebhookId=? AND Position=? AND DueAt<?)")]
    [TestCase(DeliveryQueue.Candidates, "IX_WebhookDeliveries_Due (WebhookId=? AND DueAt<?)", "IX_WebhookDeliveries_Open (WebhookId=? AND Subject=? AND Position<?)")]
    [TestCase(DeliveryQueue.Pings, "IX_WebhookDeliveries_Pings (WebhookId=? AND Position=? AND DueAt<?)")]
    [TestCase(WebhookSweep.Old, "IX_WebhookDeliveries_Done (DoneAt<?)")]
    [TestCase(WebhookSweep.Left, "(WebhookId=?)")]
    [TestCase(WebhookSweep.Of, "IX_WebhookDeliveries_List (WebhookId=?)")]
    [TestCase(WebhookSweep.Removed, "(WebhookId=?)")]
    [TestCase(DeliveryTable.GivenUp, "IX_WebhookDeliveries_GivenUp (WebhookId=? AND Position>?)")]
    [TestCase(DeliveryTable.InRange, "UX_WebhookDeliveries_Event (WebhookId=? AND Position>? AND Position<?)")]
    [TestCase(DeliveryTable.AllPings, "UX_WebhookDeliveries_Event (WebhookId=? AND Position=?)")]
    [TestCase(DeliveryTable.Newest, "IX_WebhookDeliveries_List (WebhookId=? AND Id<?)")]
    [TestCase(DeliveryTable.NewestStanding, "IX_WebhookDeliveries_Standing (WebhookId=? AND Standing=? AND Id<?)")]
    public async Task Deliveries_are_found_by_a_range_of_an_index(string sql, params string[] ranges)
    {
        var plan = await Read<DbSession, IReadOnlyList<string>>(async db => [.. (await db.Query<Step>(
            $"EXPLAIN QUERY PLAN {sql}", new { Webhook = Array.Empty<byte>(), Now = 0L, Before = Array.Empty<byte>(), Standing = "", From = 0L, To = 0L }, default)).Select(step => step.Detail)]);
        var looks = plan.Where(step => step.StartsWith("SEARCH d", StringComparison.Ordinal) || step.StartsWith("SEARCH e", StringComparison.Ordinal)
            || step.Contains("WebhookDeliveries", StringComparison.Ordinal)).ToList();
        Assert.That(looks, Has.Count.EqualTo(ranges.Length), string.Join('\n', plan));
        foreach (var range in ranges)
        {
            Assert.That(looks, Has.Some.Contains(range), string.Join('\n', plan));
        }
    }

    private sealed record Step
    {
        public required string Detail { get; init; }
    }
}
