using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OneStop.Infrastructure;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>What the line to the portal does with answers, and with many callers.</summary>
public sealed class PortalLineTests
{
    [Test]
    public async Task An_answer_with_half_a_character_is_malformed_and_tried_again()
    {
        await using var portal = await Stub(() => Task.FromResult("""{"error_code":"-1","message":"\ud800"}"""));
        await using var host = await PortalHost.Start(("Portal:Url", $"{portal.Urls.First()}/portal"));
        await host.Live(1);
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE Problem = 'malformed' AND Attempts > 0 AND LeasedUntil IS NULL") == 1, "it says so");
        Assert.That(host.Number("SELECT COUNT(*) FROM PortalCalls WHERE Outcome = 'malformed'"), Is.Positive);
        Assert.That(host.Number("SELECT NextAt FROM PortalSyncs"), Is.GreaterThan(host.MachineClock.Now.ToUnixTimeMilliseconds()));
    }

    [Test]
    public async Task All_who_speak_to_the_portal_share_its_places()
    {
        var (underWay, most) = (0, 0);
        await using var portal = await Stub(async () =>
        {
            var now = Interlocked.Increment(ref underWay);
            most = Math.Max(Volatile.Read(ref most), now);
            await Task.Delay(50);
            Interlocked.Decrement(ref underWay);
            return """{"error_code":"0"}""";
        });
        using var line = new PortalLine(new PortalOptions { Url = new Uri($"{portal.Urls.First()}/portal"), Places = 2 }, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => line.Send("services", new { }, safe: i % 2 == 0, CancellationToken.None)));
        Assert.That(most, Is.EqualTo(2));
    }

    [Test]
    public void Tables_that_are_no_JSON_refuse_the_start_with_a_line()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "{ lists: ");
        Assert.That(() => new PortalOptions { CodesFile = file }.Codes(), Throws.TypeOf<StartRefusedException>().With.Message.StartsWith("Portal:CodesFile: "));
        File.Delete(file);
    }

    /// <summary>A portal that gives sessions, and answers every call so.</summary>
    private static async Task<WebApplication> Stub(Func<Task<string>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var portal = builder.Build();
        portal.MapPost("/portal/auth", () => Results.Text("""{"error_code":"0","session":"s"}""", "application/json"));
        portal.MapPost("/portal/services", async () => Results.Text(await answer(), "application/json"));
        await portal.StartAsync();
        return portal;
    }
}
