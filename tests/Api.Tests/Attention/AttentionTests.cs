using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Dossiers;
using OneStop.Application.Calendar;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Persistence;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Attention;

/// <summary>What is late, unanswered, unaccepted, unread, silent or due soon, and whose it is.</summary>
public sealed class AttentionTests
{
    private const string Insert = """
        INSERT INTO Transfers (Id, Version, DossierId, Kind, Status, FromAgency, ToAgency, StepKey, SentAt, AcceptBy, DueAt, OverdueFrom, UpdatedAt, Details)
        VALUES (@Id, 1, @DossierId, 0, 1, @From, @To, @Step, @SentAt, @AcceptBy, @DueAt, @DueAt, @SentAt, @Details)
        """;

    private const string InsertAgency = "INSERT INTO TransferAgencies (AgencyCode, TransferId, IsOpen, DueAt) VALUES (@Agency, @Id, 1, @DueAt)";

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [Test]
    public async Task A_dossier_is_due_soon_then_overdue()
    {
        var dossier = await Stages.Handled();
        Assert.That(await KindsOf(dossier), Is.Empty, "due in five days");

        Clock.Now = At("2026-03-06 16:59");
        Assert.That(await KindsOf(dossier), Does.Not.Contain("dueSoon"));
        Assert.That(await KindsOf(dossier, "dueWithinHours=9"), Does.Contain("dueSoon"));
        Clock.Now = At("2026-03-09 08:00");
        var soon = (await Of(dossier, "kind=dueSoon")).Single();
        Assert.That((string)soon["since"]!, Is.EqualTo("2026-03-09T07:30:00+07:00"), "eight working hours before it is due");
        Clock.Now = At("2026-03-09 18:00");
        Assert.That(await KindsOf(dossier), Does.Contain("dueSoon").And.Not.Contain("overdue"), "work done this evening is on time");

        Clock.Now = At("2026-03-10 00:00");
        var late = (await Of(dossier, "kind=overdue")).Single();
        Assert.Multiple(() =>
        {
            Assert.That((string)late["since"]!, Is.EqualTo("2026-03-10T00:00:00+07:00"));
            Assert.That((string)late["dueAt"]!, Is.EqualTo((string)dossier["dueAt"]!));
            Assert.That(late["responsible"]!.ToJsonString(), Is.EqualTo($$"""{"role":"handler","account":"{{dossier["assignee"]}}","step":"thu-ly"}"""));
            Assert.That((string)late["agency"]!["code"]!, Is.EqualTo(Ward));
            Assert.That((string)late["dossier"]!["code"]!, Is.EqualTo((string)dossier["code"]!));
            Assert.That((string)late["dossier"]!["procedure"]!["code"]!, Is.EqualTo(Procedure));
            Assert.That(late["transfer"], Is.Null);
            Assert.That(late["rung"], Is.Null);
        });
        Assert.That(await KindsOf(dossier), Does.Not.Contain("dueSoon"));
        await Acted(dossier, "stop", Stages.Leader, Stages.Reason);
        Assert.That(await KindsOf(dossier), Is.Empty, "it has ended");
    }

    [Test]
    public async Task What_stands_still_is_neither_late_nor_silent()
    {
        var dossier = await Stages.Supplementing();
        Clock.Now = Monday.AddDays(14);
        Assert.That(await KindsOf(dossier), Is.Empty, "the citizen has to act");
    }

    [Test]
    public async Task A_dossier_nobody_touches_for_24_working_hours_is_silent()
    {
        var dossier = await Stages.Handled();
        Clock.Now = At("2026-03-05 08:59");
        Assert.That(await KindsOf(dossier), Does.Not.Contain("silentDossier"));
        Assert.That(await KindsOf(dossier, "silentHours=23"), Does.Contain("silentDossier"));
        Clock.Now = At("2026-03-05 09:00");
        Assert.That((string)(await Of(dossier, "kind=silentDossier")).Single()["since"]!, Is.EqualTo("2026-03-02T09:00:00+07:00"));
        dossier = await Acted(dossier, "unassign", Stages.Handler);
        Assert.That(await KindsOf(dossier), Does.Not.Contain("silentDossier"), "somebody did something");
    }

    [Test]
    public async Task An_answer_is_unread_until_an_official_acts()
    {
        var dossier = await Stages.Supplemented();
        var item = (await Of(dossier, "kind=unreadSupplement")).Single();
        Assert.That((string)item["since"]!, Is.EqualTo("2026-03-02T09:00:00+07:00"));
        await Acted(dossier, "steps/complete", Stages.Handler);
        Assert.That(await KindsOf(dossier), Is.Empty);
    }

    [Test]
    public async Task A_registration_nobody_answers_is_listed_after_its_term()
    {
        var dossier = await Stages.Registered();
        Clock.Now = (DateTimeOffset)dossier["acceptBy"]!;
        Assert.That(await KindsOf(dossier), Is.Empty);
        Clock.Now += TimeSpan.FromMinutes(1);
        var item = (await Of(dossier, "")).Single();
        Assert.Multiple(() =>
        {
            Assert.That((string)item["kind"]!, Is.EqualTo("unansweredRegistration"));
            Assert.That((string)item["since"]!, Is.EqualTo((string)dossier["acceptBy"]!));
            Assert.That((string)item["agency"]!["code"]!, Is.EqualTo(Office), "the receiving agency has to act");
            Assert.That((string)item["responsible"]!["role"]!, Is.EqualTo("reception"));
        });
        await Acted(dossier, "refuse", Stages.Reception, Stages.Defects);
        Assert.That(await KindsOf(dossier), Is.Empty);
    }

    [Test]
    public async Task A_leg_is_listed_while_unaccepted_due_soon_and_overdue()
    {
        var dossier = await Stages.Handled();
        var leg = await Leg(dossier, acceptBy: Monday.AddHours(2), dueAt: Monday.AddDays(1));
        Assert.That(await LegKinds(leg, "dueWithinHours=4"), Is.Empty);
        Clock.Now = Monday.AddHours(3);
        Assert.That(await LegKinds(leg, "dueWithinHours=4"), Is.EqualTo(new[] { "unacceptedTransfer" }));
        Assert.That(await LegKinds(leg, "dueWithinHours=8"), Is.EqualTo(new[] { "unacceptedTransfer", "dueSoon" }));
        Clock.Now = Monday.AddDays(1);
        Assert.That(await LegKinds(leg, ""), Is.EqualTo(new[] { "overdue", "unacceptedTransfer" }));
        var item = (await Items("kind=unacceptedTransfer", $"handler@{Elsewhere}")).Single(item => (string?)item["transfer"] == leg);
        Assert.Multiple(() =>
        {
            Assert.That((string)item["agency"]!["code"]!, Is.EqualTo(Elsewhere), "the receiver has to act");
            Assert.That((string)item["dossier"]!["id"]!, Is.EqualTo((string)dossier["id"]!));
            Assert.That((string)item["since"]!, Is.EqualTo("2026-03-02T11:00:00+07:00"));
            Assert.That(item["responsible"]!.ToJsonString(), Is.EqualTo("""{"role":null,"account":null,"step":"y-kien"}"""));
        });
    }

    [Test]
    public async Task Everybody_sees_what_is_within_reach()
    {
        var dossier = await Stages.Registered();
        Clock.Now = At("2026-03-04 09:00");
        foreach (var (caller, sees) in new[]
        {
            (Stages.Reception, true), (Stages.Handler, true), ($"procedureControl@{Ward}", true), ("leader@H17", true), ("admin", true),
            ("handler@H17", false), ($"leader@{Elsewhere}", false),
        })
        {
            Assert.That((await Of(dossier, "", caller)).Any(), Is.EqualTo(sees), caller);
        }
        Assert.That(await Of(dossier, $"agency={Ward}", "leader@H17"), Is.Not.Empty);
        Assert.That(await Of(dossier, $"agency={Elsewhere}", "leader@H17"), Is.Empty);
        Assert.That(await Of(dossier, $"agency={Ward}", "admin"), Is.Not.Empty);
        Assert.That(await Items($"agency={Ward}", $"leader@{Elsewhere}"), Is.Empty, "another agency shows nothing");
        (await As("citizen1").Ask("GET", "/api/v1/attention")).Gives(403, "request.permitted");
        (await Anonymous.Ask("GET", "/api/v1/attention")).Gives(401, "request.signed-in");
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task Paging_meets_every_item_once_across_the_kinds(int limit)
    {
        foreach (var stage in new Func<Task<JsonNode>>[] { Stages.Registered, Stages.Registered, Stages.Supplemented, Stages.Handled, Stages.Received })
        {
            await stage();
        }
        var dossier = await Stages.Handled();
        await Leg(dossier, Monday.AddHours(2), Monday.AddDays(30));
        Clock.Now = At("2026-03-06 10:00");
        var whole = new List<string>();
        foreach (var kind in new[] { "overdue", "unansweredRegistration", "unacceptedTransfer", "unreadSupplement", "silentDossier", "dueSoon" })
        {
            whole.AddRange((await Items($"kind={kind}&agency={Office}&dueWithinHours=16", Stages.Reception)).Select(item => item.ToJsonString()));
        }
        var seen = new List<string>();
        var place = $"/api/v1/attention?agency={Office}&dueWithinHours=16&limit={limit}";
        while (place is not null)
        {
            var page = (await As(Stages.Reception).Ask("GET", place)).Gives(200);
            Assert.That(page["items"]!.AsArray(), Has.Count.LessThanOrEqualTo(limit));
            Assert.That(page["count"], Is.Null);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!.ToJsonString()));
            place = page.Header("Link") is { } link ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
        }
        Assert.That(seen, Is.EqualTo(whole).And.Unique);
        Assert.That(seen.Select(item => (string)JsonNode.Parse(item)!["kind"]!).Distinct().Count(), Is.GreaterThanOrEqualTo(4));
    }

    [TestCase("kind=stuck", "kind field.well-formed")]
    [TestCase("kind=1", "kind field.well-formed")]
    [TestCase("dueWithinHours=0", "dueWithinHours field.within-range")]
    [TestCase("dueWithinHours=401", "dueWithinHours field.within-range")]
    [TestCase("silentHours=-1", "silentHours field.within-range")]
    [TestCase("silentHours=1.5", "silentHours field.well-formed")]
    [TestCase("limit=0", "limit field.within-range")]
    [TestCase("limit=201", "limit field.within-range")]
    [TestCase("cursor=rubbish", "cursor field.well-formed")]
    [TestCase("count=exact", "count field.known")]
    [TestCase("kinds=overdue", "kinds field.known")]
    public async Task What_the_list_cannot_take_is_refused_by_name(string query, string fault) =>
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/attention?{query}")).Gives(400).Faults, Is.EqualTo(new[] { fault }));

    [TestCase("[null,\"8\",\"1\",\"019cac46-1500-76bc-b63c-72be608b4747\"]", Description = "a strand there is none of")]
    [TestCase("[null,\"1\",\"soon\",\"019cac46-1500-76bc-b63c-72be608b4747\"]")]
    [TestCase("[null,\"1\",\"1\",\"nobody\"]")]
    [TestCase("[null,\"1\"]")]
    public async Task A_cursor_of_somebody_elses_making_is_refused(string content)
    {
        var cursor = Convert.ToBase64String(Encoding.UTF8.GetBytes(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1/attention?cursor={cursor}")).Gives(400).Faults, Is.EqualTo(new[] { "cursor field.well-formed" }));
    }

    private static DateTimeOffset At(string local) =>
        new(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7));

    private static async Task<IReadOnlyList<string>> KindsOf(JsonNode dossier, string query = "") =>
        [.. (await Of(dossier, query)).Select(item => (string)item["kind"]!)];

    private static async Task<IReadOnlyList<JsonNode>> Of(JsonNode dossier, string query, string by = Stages.Leader) =>
        [.. (await Items(query, by)).Where(item => item["transfer"] is null && (string)item["dossier"]!["id"]! == (string)dossier["id"]!)];

    private static async Task<IReadOnlyList<string>> LegKinds(string leg, string query) =>
        [.. (await Items(query, $"handler@{Elsewhere}")).Where(item => (string?)item["transfer"] == leg).Select(item => (string)item["kind"]!)];

    /// <summary>All items, whatever the number of pages.</summary>
    private static async Task<IReadOnlyList<JsonNode>> Items(string query, string by)
    {
        var items = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await As(by).Ask("GET", $"/api/v1/attention?limit=200{(query.Length == 0 ? "" : "&")}{query}{(cursor is null ? "" : $"&cursor={cursor}")}")).Gives(200);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>A leg from the ward to the one next to it, sent on Monday.</summary>
    private static async Task<string> Leg(JsonNode dossier, DateTimeOffset acceptBy, DateTimeOffset dueAt)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var calendar = await scope.ServiceProvider.GetRequiredService<ICalendars>().Of("office", CancellationToken.None);
        var id = new TransferId(Guid.CreateVersion7(Monday));
        var details = new TransferDetails
        {
            Task = "Cho ý kiến", CalendarTemplate = "office",
            Clock = DeadlineLedger.Start(new ClockTerms { Limit = new TimeLimit(1, TimeUnit.WorkingDay) }, calendar, Monday, null),
        };
        var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(async () =>
        {
            await db.Execute(
                Insert,
                new
                {
                    Id = id, DossierId = DossierId.Parse((string)dossier["id"]!, null), From = Ward, To = Elsewhere, Step = "y-kien", SentAt = Monday,
                    AcceptBy = acceptBy, DueAt = dueAt, Details = details,
                },
                CancellationToken.None);
            foreach (var agency in new[] { Ward, Elsewhere })
            {
                await db.Execute(InsertAgency, new { Agency = agency, Id = id, DueAt = dueAt }, CancellationToken.None);
            }
            return true;
        }, CancellationToken.None);
        return id.ToString();
    }
}
