using System.Net;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>What is changed through one process, the next request to another one sees.</summary>
public sealed class TwoProcessesTests
{
    private TestDatabase database = null!;
    private ApiProcess first = null!;
    private ApiProcess second = null!;
    private ApiClient one = null!;
    private ApiClient two = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = await TestDatabase.Create(Engine.Sqlite);
        first = await database.Start();
        second = await database.Start();
        (one, two) = (new ApiClient(first.Url), new ApiClient(second.Url));
    }

    [OneTimeTearDown]
    public async Task End()
    {
        one.Dispose();
        two.Dispose();
        await first.DisposeAsync();
        await second.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_disabled_account_is_refused()
    {
        var account = (await one.Post("/api/v1/accounts", null, new
        {
            userName = "somebody", password = "a long password", displayName = "Nguyễn Văn A", kind = "citizen",
        })).Demand(HttpStatusCode.Created);
        await two.Token("somebody", "a long password");
        Assert.That((await two.Get("/api/v1/me", "somebody")).Status, Is.EqualTo(HttpStatusCode.OK));

        var disabled = await one.Post(
            $"/api/v1/accounts/{account.GetProperty("id").GetString()}/disable", "admin", new { }, account.GetProperty("version").GetInt32());

        Assert.That(disabled.Status, Is.EqualTo(HttpStatusCode.OK), disabled.Text);
        Assert.That((await two.Get("/api/v1/me", "somebody")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_new_day_off_moves_the_due_date()
    {
        async Task<string?> Due() => (await two.Post("/api/v1/deadlines/calculate", null, new
        {
            limit = new { value = 3, unit = "workingDay" }, agency = Filings.Agency, from = "2026-12-07T08:00:00+07:00",
        })).Demand(HttpStatusCode.OK).GetProperty("dueAt").GetString();
        Assert.That(await Due(), Does.StartWith("2026-12-10"));
        var year = await one.Read("/api/v1/calendar/2026", null);

        var changed = await one.Send(
            HttpMethod.Put, "/api/v1/calendar/days/2026-12-08", "admin", new { kind = "holiday", name = "Ngày nghỉ" },
            year.GetProperty("version").GetInt32());

        Assert.That(changed.Status, Is.EqualTo(HttpStatusCode.OK), changed.Text);
        Assert.That(await Due(), Does.StartWith("2026-12-11"));
    }

    [Test]
    public async Task A_procedure_is_no_longer_offered()
    {
        Task<ApiAnswer> File(int number) => two.Post("/api/v1/dossiers", $"reception@{Filings.Agency}", Filings.Counter(number));
        Assert.That((await File(1)).Status, Is.EqualTo(HttpStatusCode.Created));
        var procedure = await one.Read("/api/v1/procedures/1.001612", null);

        var changed = await one.Send(
            HttpMethod.Put, "/api/v1/procedures/1.001612/offerings", "admin", new { agencies = new[] { "H17.123" } },
            procedure.GetProperty("version").GetInt32());

        Assert.That(changed.Status, Is.EqualTo(HttpStatusCode.OK), changed.Text);
        var refused = await File(2);
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest), refused.Text);
    }

    [Test]
    public async Task The_clock_of_the_sandbox_is_the_same()
    {
        var before = await Now(two);
        await one.MoveClock(new { advance = "PT3H", frozen = true });

        var (here, there) = (await Now(one), await Now(two));

        Assert.That(there, Is.EqualTo(here));
        Assert.That(there - before, Is.GreaterThanOrEqualTo(TimeSpan.FromHours(3)));
    }

    private static async Task<DateTimeOffset> Now(ApiClient api)
    {
        JsonElement clock = await api.Read("/api/v1/sandbox/clock", "admin");
        return clock.GetProperty("now").GetDateTimeOffset();
    }
}
