using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using OneStop.Infrastructure.Persistence;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Audit;

/// <summary>Who looked at a dossier, and who may know.</summary>
public sealed class AccessJournalTests
{
    [Test]
    public async Task One_row_for_each_reader_dossier_and_minute_from_two_processes()
    {
        var machine = new MovableClock(DateTimeOffset.UtcNow);
        Action<IServiceCollection> clocks = services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(new MovableClock(Monday)))
            .Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Machine, machine));
        string database;
        await using (var one = new TestHost(clocks))
        {
            database = one.Database;
            var dossier = (await one.Client(Stages.Reception).Ask("POST", "/api/v1/dossiers", Filing())).Gives(201).Body;
            await using (var two = new TestHost(clocks, database))
            {
                await ReadManyTimes(dossier, one, two);
                machine.Now = machine.Now.AddMinutes(1);
                await ReadManyTimes(dossier, one, two);
            }
            Assert.That(Rows(database), Is.LessThanOrEqualTo(4));
            await Until(() => Rows(database) == 4);
        }
    }

    [Test]
    public async Task Owner_and_supervisors_read_who_looked_and_others_do_not()
    {
        var dossier = await Stages.Handled();
        var place = $"/api/v1/dossiers/{dossier["id"]}";
        (await As(Stages.Head).Ask("GET", place)).Gives(200);
        (await As(Stages.Handler).Ask("GET", $"{place}/history")).Gives(200);
        (await As(Stages.Owner).Ask("GET", $"{place}/receipt")).Gives(200);

        var lines = await Journal(dossier, Stages.Owner, 3);
        Assert.That(lines.Select(line => $"{line["by"]} {line["what"]} {line["account"]!["userName"]} {line["agency"]?["code"]} {string.Join(',', line["roles"]!.AsArray())}"), Is.EquivalentTo(new[]
        {
            $"official dossier {Stages.Head} {Ward} head", $"official history {Stages.Handler} {Ward} handler", $"owner receipt {Stages.Owner}  citizen",
        }));
        foreach (var may in new[] { Stages.Leader, $"procedureControl@{Ward}", $"oneStopHead@{Office}", "procedureControl@H17", "leader@H17", "admin" })
        {
            (await As(may).Ask("GET", $"{place}/access-journal")).Gives(200);
        }
        foreach (var mayNot in new[] { Stages.Handler, Stages.Reception, Stages.Clerk, "citizen2", $"procedureControl@{Elsewhere}" })
        {
            (await As(mayNot).Ask("GET", $"{place}/access-journal")).Gives(404, "dossier.exists");
        }
    }

    [Test]
    public async Task The_journal_is_paged()
    {
        var dossier = await Stages.Handled();
        foreach (var reader in new[] { Stages.Head, Stages.Handler, Stages.Leader })
        {
            (await As(reader).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200);
        }
        var all = await Journal(dossier, "admin", 3);
        var seen = new List<string>();
        for (var place = $"/api/v1/dossiers/{dossier["id"]}/access-journal?limit=1"; place is not null;)
        {
            var page = (await As("admin").Ask("GET", place)).Gives(200);
            seen.AddRange(page["items"]!.AsArray().Select(line => line!.ToJsonString()));
            place = page.Header("Link")?.Split('<', '>')[1];
        }
        Assert.That(seen, Is.EqualTo(all.Select(line => line.ToJsonString())));
        Assert.That((await As("admin").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/access-journal?cursor=x")).Gives(400).Faults, Is.EqualTo(new[] { "cursor field.well-formed" }));
    }

    [Test]
    public async Task A_search_for_a_person_is_noted_for_each_dossier_found_and_a_work_list_is_not()
    {
        var dossier = await Stages.Handled();
        var id = (string)dossier["owner"]!["personalId"]!;
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers/search", new { personalId = id })).Gives(200);
        (await As(Stages.Clerk).Ask("GET", "/api/v1/dossiers?limit=200")).Gives(200);
        (await As(Stages.Leader).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/deadline")).Gives(200);
        var lines = await Journal(dossier, Stages.Owner, 1);
        Assert.That(lines.Select(line => $"{line["what"]} {line["account"]!["userName"]}"), Is.EqualTo(new[] { $"search {Stages.Reception}" }));
    }

    /// <summary>The journal, once it has so many lines.</summary>
    internal static async Task<List<JsonNode>> Journal(JsonNode dossier, string by, int lines)
    {
        List<JsonNode> found = [];
        await Until(async () =>
        {
            var page = (await As(by).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/access-journal")).Gives(200);
            found = [.. page["items"]!.AsArray().Select(line => line!)];
            return found.Count >= lines;
        });
        Assert.That(found, Has.Count.EqualTo(lines));
        return found;
    }

    private static async Task ReadManyTimes(JsonNode dossier, params TestHost[] hosts) => await Task.WhenAll(
        from host in hosts
        from reader in new[] { Stages.Handler, Stages.Leader }
        from client in Enumerable.Repeat(host.Client(reader), 10)
        select client.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}"));

    private static long Rows(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand("SELECT COUNT(*) FROM AccessJournal", connection);
        return (long)command.ExecuteScalar()!;
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await holds())
            {
                return;
            }
            await Task.Delay(50);
        }
        Assert.Fail("it did not come about");
    }
}
