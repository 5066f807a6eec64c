using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Authorization;

/// <summary>What is not for somebody's eyes is not told in passing either.</summary>
public sealed class SideDoorTests
{
    private const string Confidential = "6.009955";

    /// <summary>The others of a group are named to those who see them.</summary>
    [Test]
    public async Task A_confidential_dossier_is_not_named_by_the_others_of_its_group()
    {
        Clock.Now = Monday;
        (await As("admin").Ask("POST", "/api/v1/procedures/import", new
        {
            items = new[]
            {
                new
                {
                    code = Confidential, name = "Đăng ký nhận nuôi", field = "G15-HT04", fieldName = "Nuôi con nuôi", level = "commune", confidential = true,
                    cases = new[] { new { name = "Trong nước", limit = new { value = 5, unit = "workingDay" } } },
                    components = new[] { new { name = "Đơn", originals = 1 } }, effectiveFrom = "2026-01-01", offerings = new[] { Ward }, source = "Luật Nuôi con nuôi 2010",
                },
            },
        })).Gives(200);
        var filing = Group();
        filing["dossiers"]![1]!["procedure"] = Confidential;
        var filed = (await As(Stages.Reception).Ask("POST", "/api/v1/dossier-groups", filing)).Gives(201)["dossiers"]!.AsArray();
        var (open, kept) = (filed.Single(one => (string)one!["procedure"]!["code"]! == Procedure)!, filed.Single(one => (string)one!["procedure"]!["code"]! == Confidential)!);
        (await As(Stages.Handler).Ask("GET", $"/api/v1/dossiers/{kept["id"]}")).Gives(404, "dossier.exists");

        foreach (var path in new[] { "", "/receipt", "/history", "/actions", "/deadline", "/transfers" })
        {
            (await As(Stages.Handler).Ask("GET", $"/api/v1/dossiers/{open["id"]}{path}")).Gives(404, "dossier.exists");
            (await As(Stages.Head).Ask("GET", $"/api/v1/dossiers/{open["id"]}{path}")).Gives(200);
        }
    }

    /// <summary>A body is looked at after the dossier it is about.</summary>
    [TestCase(Stages.Owner)]
    [TestCase("leader@H17.121")]
    public async Task Nobody_learns_from_a_dossier_that_is_none_which_accounts_there_are(string account)
    {
        var answers = new List<string>();
        foreach (var name in new[] { account, "nobody-at-all" })
        {
            var answer = await As("citizen8").Ask("POST", $"/api/v1/dossiers/{Guid.NewGuid()}/assign", new { account = name }, "If-Match", "\"1\"");
            answers.Add($"{answer.Status} {answer.Code}");
        }
        Assert.That(answers, Is.All.EqualTo("404 dossier.exists"));
    }

    /// <summary>What was filed for trying out is in no report, whoever draws it.</summary>
    [Test]
    public async Task No_report_on_time_counts_what_was_filed_for_trying_out()
    {
        Clock.Now = Monday;
        var actors = new Actors(Host);
        await actors.Client("side-door-client", new() { Scopes = [Domain.Access.Scope.FileDossiers, Domain.Access.Scope.ReadDossiers], Test = true });
        var before = await Counted();
        var client = await actors.As("side-door-client");
        var dossier = (await client.Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(201).Body;
        dossier = await Acted(dossier, "accept", Stages.Reception);
        dossier = await Acted(dossier, "withdraw", Stages.Reception, Stages.Reason);
        Assert.That((bool)dossier["test"]!);
        Assert.That(await Counted(), Is.EqualTo(before));

        static async Task<string> Counted()
        {
            var report = (await As(Stages.Leader).Ask("GET", "/api/v1/reports/responsibility-time?from=2026-03-01&to=2026-03-31&groupBy=agency")).Gives(200);
            return report["totals"]!["dossiers"]!["value"]!.ToJsonString();
        }
    }
}
