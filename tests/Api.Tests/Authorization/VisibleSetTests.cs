using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OneStop.Api.Tests.Changes;

namespace OneStop.Api.Tests.Authorization;

/// <summary>What somebody sees is the same through every door: one rule, by everything that reads.</summary>
public sealed class VisibleSetTests
{
    private const int EveryNth = 10;
    private const string March = "from=2026-03-01&to=2026-03-31";

    private VisibleWorld world = null!;

    private static string[] Viewers => [.. Viewer.All.Select(viewer => viewer.UserName)];

    [OneTimeSetUp]
    public async Task Make() => world = await VisibleWorld.Make();

    [OneTimeTearDown]
    public async Task Close() => await world.Host.DisposeAsync();

    [TestCaseSource(nameof(Viewers))]
    public void The_world_has_what_it_sees_and_what_it_does_not(string userName)
    {
        var viewer = Of(userName);
        Assert.Multiple(() =>
        {
            Assert.That(world.All.Count(viewer.Sees), Is.GreaterThan(10).And.LessThan(world.All.Count - 10));
            Assert.That(world.All.Count(dossier => viewer.Sees(dossier) && dossier.Legs.Count > 0), Is.GreaterThan(0));
        });
    }

    [TestCaseSource(nameof(Viewers))]
    public async Task One_by_one(string userName)
    {
        var viewer = Of(userName);
        await Check(viewer, world.All, async (client, dossier) =>
        {
            var (byId, byCode) = (await client.Ask("GET", $"/api/v1/dossiers/{dossier.Id}"), await client.Ask("GET", $"/api/v1/dossiers/{dossier.Code}"));
            var expected = viewer.Sees(dossier) ? 200 : 404;
            return byId.Status != expected || byCode.Status != expected ? $"{expected}, by id {byId.Status}, by code {byCode.Status}"
                : expected == 200 && IsWhole(byId.Body) != viewer.Whole(dossier) ? $"whole: {IsWhole(byId.Body)}"
                : null;
        });
    }

    [TestCaseSource(nameof(Viewers))]
    public async Task By_whatever_belongs_to_it(string userName)
    {
        var viewer = Of(userName);
        await Check(viewer, world.All.Where((_, i) => i % EveryNth == 0), async (client, dossier) =>
        {
            foreach (var (path, sees) in new[]
            {
                ("history", viewer.Sees(dossier)), ("actions", viewer.Sees(dossier)), ("transfers", viewer.Sees(dossier)), ("deadline", viewer.Whole(dossier)),
                ("responsibility", viewer.Whole(dossier)), ("receipt", viewer.Whole(dossier) && dossier.Receipted), ("forms", viewer.Whole(dossier)), ("forms/receipt", viewer.Whole(dossier)),
            })
            {
                var answer = await client.Ask("GET", $"/api/v1/dossiers/{dossier.Id}/{path}");
                if (answer.Status != (!sees ? 404 : path == "forms/receipt" && !dossier.Receipted ? 409 : 200))
                {
                    return $"{path}: {answer.Status}";
                }
            }
            return null;
        });
    }

    [TestCaseSource(nameof(Viewers))]
    public async Task By_its_transfers(string userName)
    {
        var viewer = Of(userName);
        await Check(viewer, world.All.Where(dossier => dossier.Legs.Count > 0), async (client, dossier) =>
        {
            var expected = dossier.Legs.Where(leg => viewer.SeesLeg(dossier, leg.To)).Select(leg => leg.Transfer).Order().ToArray();
            var asked = (await client.Ask("GET", $"/api/v1/transfers?dossier={dossier.Id}&count=exact")).Gives(200);
            if (!Ids(asked).Order().SequenceEqual(expected) || (int)asked["count"]!["value"]! != expected.Length)
            {
                return $"transfers: {expected.Length}, listed {Ids(asked).Length}, counted {asked["count"]!["value"]}";
            }
            if (viewer.Sees(dossier) && !Ids((await client.Ask("GET", $"/api/v1/dossiers/{dossier.Id}/transfers")).Gives(200)).Order().SequenceEqual(expected))
            {
                return "its own list is another one";
            }
            foreach (var (transfer, to) in dossier.Legs)
            {
                if ((await client.Ask("GET", $"/api/v1/transfers/{transfer}")).Status != (viewer.SeesLeg(dossier, to) ? 200 : 404))
                {
                    return $"the one to {to}";
                }
            }
            return null;
        });
        var legs = world.All.SelectMany(dossier => dossier.Legs.Where(leg => viewer.SeesLeg(dossier, leg.To)).Select(leg => leg.Transfer));
        Assert.That((await Walk(await world.Actors.As(userName), "/api/v1/transfers?limit=50&count=none")).Select(Id), Is.EquivalentTo(legs), "all of them");
    }

    [TestCaseSource(nameof(Viewers))]
    public async Task By_lists_and_searches(string userName)
    {
        var (viewer, client) = (Of(userName), await world.Actors.As(userName));
        var expected = world.All.Where(viewer.Sees).Select(dossier => dossier.Id).Order().ToArray();
        foreach (var limit in new[] { 200, 37 })
        {
            var listed = await Walk(client, $"/api/v1/dossiers?limit={limit}");
            Assert.That(listed.Select(Id).Order(), Is.EqualTo(expected), $"limit {limit}");
            Assert.That(listed.Where(line => IsWhole(line) != viewer.Whole(world.All.Single(dossier => dossier.Id == Id(line)))).Select(line => line.ToJsonString()), Is.Empty, "whole");
        }
        var found = await client.Ask("POST", "/api/v1/dossiers/search", new { ownerName = "nguyen van a", limit = 200, count = "exact" });
        Assert.That((int)found.Gives(200)["count"]!["value"]!, Is.EqualTo(expected.Length), "found");
        Assert.That(await Count(client, "count=exact"), Is.EqualTo(expected.Length), "counted");
    }

    /// <summary>Filters take away and never add.</summary>
    [TestCaseSource(nameof(Viewers))]
    public async Task By_filters(string userName)
    {
        var (viewer, client) = (Of(userName), await world.Actors.As(userName));
        var sees = world.All.Where(viewer.Sees).ToArray();
        (string, Func<VisibleDossier, bool>)[] filters =
        [
            ($"procedure={Desk.Linked}", dossier => dossier.Procedure == Desk.Linked),
            ("channel=counter", dossier => dossier is { Owner: null, Client: null }),
            ($"assignee={world.Actors.IdOf("handler@H17.122")}", dossier => dossier.Assignee == "handler@H17.122"),
            .. world.All.Where(dossier => dossier.Root is not null).Take(10).Select(child => ($"root={child.Root}", (Func<VisibleDossier, bool>)(one => one.Root == child.Root || one.Id == child.Root))),
        ];
        foreach (var (filter, holds) in filters)
        {
            Assert.That((await Walk(client, $"/api/v1/dossiers?limit=200&{filter}")).Select(Id), Is.EquivalentTo(sees.Where(holds).Select(dossier => dossier.Id)), filter);
        }
        var trials = await client.Ask("POST", "/api/v1/dossiers/search", new { test = true, limit = 200, count = "exact" });
        Assert.That((int)trials.Gives(200)["count"]!["value"]!, Is.EqualTo(sees.Count(dossier => dossier.Test)), "filed for trying out");
        foreach (var agency in new[] { Desk.Ward, Desk.Office, "H17.121", "H17.06", "H17", "H42.121" })
        {
            var listed = (await Walk(client, $"/api/v1/dossiers?limit=200&agency={agency}")).Select(Id).ToArray();
            Assert.That(listed, Is.SubsetOf(sees.Select(dossier => dossier.Id)), agency);
            Assert.That(await Count(client, $"agency={agency}&count=exact"), Is.EqualTo(listed.Length), agency);
        }
    }

    [TestCaseSource(nameof(Viewers))]
    public async Task By_a_batch(string userName)
    {
        var (viewer, client) = (Of(userName), await world.Actors.As(userName));
        foreach (var part in world.All.Chunk(200))
        {
            var batch = await client.Ask("POST", "/api/v1/dossiers/batch", new { action = "stop", items = part.Select(one => new { id = one.Id, ifMatch = 999, reason = "x" }) });
            if (batch.Status == 403)
            {
                return;
            }
            Assert.That(batch.Text, Does.Not.Contain("request.available"));
            var seen = batch.Gives(200)["items"]!.AsArray().Zip(part).Where(pair => (int)pair.First!["status"]! != 404).Select(pair => pair.Second);
            Assert.That(seen, Is.EquivalentTo(part.Where(viewer.Sees)));
        }
    }

    /// <summary>By the feed, by its stream and by the live work-list, each from the beginning.</summary>
    [TestCaseSource(nameof(Viewers))]
    public async Task By_what_happened(string userName)
    {
        var (viewer, client) = (Of(userName), await world.Actors.As(userName));
        var items = await Feed(client);
        var opened = items.Where(item => (string)item["type"]! == "legOpened").ToLookup(item => Guid.Parse((string)item["aggregateId"]!));
        var masked = world.All.Where(viewer.Sees).Where(dossier => !opened[dossier.Id].Select(item => (string?)item["data"]!["transfer"])
            .SequenceEqual(dossier.Legs.Select(leg => viewer.SeesLeg(dossier, leg.To) ? leg.Transfer.ToString() : null)));
        Assert.Multiple(() =>
        {
            Assert.That(About("dossier", items), Is.EquivalentTo(world.All.Where(viewer.Sees).Select(dossier => dossier.Id)), "dossiers");
            Assert.That(About("transfer", items), Is.EquivalentTo(world.All.SelectMany(dossier => dossier.Legs.Where(leg => viewer.SeesLeg(dossier, leg.To)).Select(leg => leg.Transfer))), "legs");
            Assert.That(masked.Take(3), Is.Empty, "legs of others");
        });
        await using (var stream = await EventReader.Open(client, "/api/v1/changes/stream?after=0"))
        {
            foreach (var item in items)
            {
                Assert.That((await stream.Next())!.Value.Data.ToJsonString(), Is.EqualTo(item.ToJsonString()));
            }
        }
        await using var list = await EventReader.Open(client, "/api/v1/dossiers/stream?after=0");
        var (last, shown, end) = (world.All.Last(viewer.Sees).Id, new HashSet<Guid>(), false);
        while (!end && await list.Next() is { } row)
        {
            Assert.That(row.Name, Is.EqualTo("dossier"));
            shown.Add(Id(row.Data));
            end = Id(row.Data) == last;
        }
        Assert.That(shown, Is.EquivalentTo(world.All.Where(viewer.Sees).Select(dossier => dossier.Id)), "live work-list");

        static IEnumerable<Guid> About(string aggregate, List<JsonNode> items) =>
            items.Where(item => (string)item["aggregate"]! == aggregate).Select(item => Guid.Parse((string)item["aggregateId"]!)).Distinct();
    }

    [TestCaseSource(nameof(Viewers))]
    public async Task By_figures_and_what_stands_behind_them(string userName)
    {
        var viewer = Of(userName);
        await Behind(viewer, "handling?groupBy=procedure&");
        await Behind(viewer, "responsibility-time?groupBy=agency&");
        if (await Behind(viewer, "handling?groupBy=agency&countBy=leg&") is { } report && viewer.ReadsReports)
        {
            var home = userName == "admin" ? "" : userName.Split('@')[^1];
            var expected = world.All.Count(one => viewer.Sees(one) && !one.Test && one.Receipted && viewer.SeesLegsOf(one.Competent) && one.Competent.StartsWith(home, StringComparison.Ordinal));
            Assert.That((int)report["totals"]!["received"]!["value"]!, Is.EqualTo(expected), "received");
        }
    }

    [TestCaseSource(nameof(Viewers))]
    public Task By_the_share_of_what_came_online(string userName) => Behind(Of(userName), "online-share?groupBy=agency&");

    [TestCaseSource(nameof(Viewers))]
    public Task By_the_causes_of_overdue(string userName) => Behind(Of(userName), "overdue-causes?groupBy=agency&");

    [TestCase("head@H17.06")]
    [TestCase(Viewer.Limited)]
    public async Task By_further_figures(string userName)
    {
        var (viewer, client) = (Of(userName), await world.Actors.As(userName));
        foreach (var query in new[] { "service-quality?", "procedures-usage?groupBy=agency&", "time-saved?groupBy=agency&", "reuse?groupBy=agency&", "ranking?by=onlineShare&", "online-share?base=proceduresFiledOnline&" })
        {
            var report = (await client.Ask("GET", $"/api/v1/reports/{query}{March}")).Gives(200);
            foreach (var figure in Figures(report.Body))
            {
                var behind = await Walk(client, $"{figure["drillDown"]}&limit=200");
                Assert.That((decimal)behind.Count, Is.EqualTo((decimal)(figure["numerator"] ?? figure["value"])!), $"{query} {figure}");
                var ids = behind.Select(Id).ToHashSet();
                Assert.That(world.All.Where(dossier => ids.Contains(dossier.Id) && (dossier.Test || !viewer.Sees(dossier))), Is.Empty, $"{query} {figure}");
            }
        }
    }

    [TestCase("handling")]
    [TestCase("evaluation")]
    public async Task A_client_knows_officials_by_their_ids_only(string report)
    {
        var client = await world.Actors.As(Viewer.Limited);
        var rows = (await client.Ask("GET", $"/api/v1/reports/{report}?groupBy=official&{March}")).Gives(200)["rows"]!.AsArray().Where(row => (string)row!["key"]! != "nobody").ToList();
        Assert.That(rows, report == "handling" ? Is.Not.Empty : Is.Not.Null);
        Assert.That(rows.Select(row => (string)row!["label"]!), Is.EqualTo(rows.Select(row => (string)row!["key"]!)));
    }

    [TestCaseSource(nameof(Viewers))]
    public async Task By_what_needs_attention(string userName)
    {
        var (viewer, client) = (Of(userName), await world.Actors.As(userName));
        var first = await client.Ask("GET", "/api/v1/attention?limit=200");
        if (first.Status == 403 && !viewer.ReadsReports)
        {
            return;
        }
        var items = await Walk(client, "/api/v1/attention?limit=200");
        var dossiers = items.Select(item => Guid.Parse((string)item["dossier"]!["id"]!)).ToHashSet();
        var legs = items.Where(item => item["transfer"] is not null).Select(item => Guid.Parse((string)item["transfer"]!)).ToHashSet();
        Assert.Multiple(() =>
        {
            Assert.That(dossiers, viewer.ReadsReports ? Is.Not.Empty : Is.Not.Null);
            Assert.That(world.All.Where(dossier => dossiers.Contains(dossier.Id) && !viewer.Sees(dossier)), Is.Empty);
            Assert.That(world.All.Where(dossier => dossier.Legs.Any(leg => legs.Contains(leg.Transfer) && !viewer.SeesLeg(dossier, leg.To))), Is.Empty);
        });
    }

    private static Viewer Of(string userName) => Viewer.All.Single(viewer => viewer.UserName == userName);

    /// <summary>The report, where every figure is the sum of its rows and the number of what its link lists, all of it visible; null for whom there is none.</summary>
    private async Task<JsonNode?> Behind(Viewer viewer, string query)
    {
        var client = await world.Actors.As(viewer.UserName);
        var report = await client.Ask("GET", $"/api/v1/reports/{query}{March}");
        if (report.Status == 403 && !viewer.ReadsReports)
        {
            return null;
        }
        foreach (var (name, figure) in report.Gives(200)["totals"]!.AsObject().Where(cell => cell.Value!["numerator"] is null && cell.Value["drillDown"] is not null))
        {
            var rows = report["rows"]!.AsArray().Sum(row => (int)row!["cells"]![name]!["value"]!);
            var behind = await Walk(client, $"{figure!["drillDown"]}&limit=200");
            Assert.That((rows, behind.Count), Is.EqualTo(((int)figure["value"]!, (int)figure["value"]!)), $"{query} {name}");
            var dossiers = behind.Select(line => line["dossier"] is { } of ? Guid.Parse((string)of["id"]!) : Id(line)).ToHashSet();
            Assert.That(world.All.Where(dossier => dossiers.Contains(dossier.Id) && (dossier.Test || !viewer.Sees(dossier))), Is.Empty, $"{query} {name}");
        }
        return report.Body;
    }

    /// <summary>Of the whole report, those that count dossiers and lead to their list.</summary>
    private static IEnumerable<JsonNode> Figures(JsonNode report) =>
        (report["groups"]?.AsArray().SelectMany(group => group!["indicators"]!.AsArray()).Select(one => (Name: (string)one!["key"]!, Figure: one["figure"]))
            ?? report["totals"]!.AsObject().Select(cell => (Name: cell.Key, Figure: cell.Value)))
        .Where(one => one.Figure is not null && one.Name is not ("termMinutes" or "usedMinutes" or "averageSaving" or "monthlyPerUnit"))
        .Select(one => one.Figure!).Where(figure => ((string)figure["drillDown"]!).StartsWith("/api/v1/dossiers?", StringComparison.Ordinal));

    /// <summary>Checks the dossiers side by side and tells the first that are seen otherwise than expected.</summary>
    private async Task Check(Viewer viewer, IEnumerable<VisibleDossier> dossiers, Func<HttpClient, VisibleDossier, Task<string?>> check)
    {
        var client = await world.Actors.As(viewer.UserName);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(dossiers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (dossier, _) =>
        {
            if (await check(client, dossier) is { } fault)
            {
                wrong.Add($"{fault}: {dossier}");
            }
        });
        Assert.That(wrong.Take(5), Is.Empty, $"{wrong.Count} in all");
    }

    private static async Task<List<JsonNode>> Walk(HttpClient client, string place)
    {
        var (items, cursor) = (new List<JsonNode>(), "");
        do
        {
            var page = (await client.Ask("GET", $"{place}{cursor}")).Gives(200);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = $"&cursor={(string?)page["next"]}";
        }
        while (cursor != "&cursor=");
        return items;
    }

    /// <summary>Everything that happened.</summary>
    private static async Task<List<JsonNode>> Feed(HttpClient client)
    {
        var (items, at, end) = (new List<JsonNode>(), 0L, (long)(await client.Ask("GET", "/api/v1/changes/position")).Gives(200)["position"]!);
        while (at < end)
        {
            var slice = (await client.Ask("GET", $"/api/v1/changes?after={at}&limit=300")).Gives(200);
            items.AddRange(slice["items"]!.AsArray().Select(item => item!));
            at = (long)slice["next"]!;
        }
        return items;
    }

    private static async Task<int> Count(HttpClient client, string filter) =>
        (int)(await client.Ask("GET", $"/api/v1/dossiers?limit=1&{filter}")).Gives(200)["count"]!["value"]!;

    /// <summary>Whoever only has a leg of it reads no contacts, not even masked ones.</summary>
    private static bool IsWhole(JsonNode dossier) => dossier["owner"]!["phone"] is not null;

    private static Guid Id(JsonNode line) => Guid.Parse((string)line["id"]!);

    private static Guid[] Ids(Answer page) => [.. page["items"]!.AsArray().Select(item => Id(item!))];
}
