using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Agencies;
using OneStop.Infrastructure.Jobs;

namespace OneStop.Api.Tests.Notifications;

/// <summary>A supplement that does not come is reminded of once, some working days before its dossier is closed.</summary>
public sealed class ReminderTests
{
    [Test]
    public async Task The_citizen_is_reminded_once_before_the_dossier_is_closed()
    {
        await using var town = new Reorganisation();
        var dossier = await town.Then("H42.122", ("steps/complete", null), ("claim", null), ("supplement-requests", Reorganisation.Defects));
        async Task<List<string>> HappenedBy(DateTimeOffset instant)
        {
            town.Clock.Now = instant;
            await town.Host.Services.GetRequiredService<DueJobRunner>().FinishUntil(instant, CancellationToken.None);
            var history = (await (await town.Official("H42.122")).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/history?limit=200")).Gives(200);
            return [.. history["items"]!.AsArray().Select(one => (string)one!["type"]!).Where(type => type is "supplementReminded" or "supplementLapsed").Order()];
        }
        var end = new DateTimeOffset(2026, 4, 1, 17, 0, 0, TimeSpan.FromHours(7));
        Assert.That(await HappenedBy(end.AddDays(-6)), Is.Empty, "four working days before");
        Assert.That(await HappenedBy(end.AddDays(-5).AddHours(-2)), Is.EqualTo(new[] { "supplementReminded" }));
        Assert.That(await HappenedBy(end.AddHours(1)), Is.EqualTo(new[] { "supplementLapsed", "supplementReminded" }));
    }
}
