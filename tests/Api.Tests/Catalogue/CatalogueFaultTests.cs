using System.Text.Json.Nodes;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Catalogue;

/// <summary>What administrators cannot enter: every rule of catalogue, agencies, calendar and accounts, over HTTP.</summary>
public sealed class CatalogueFaultTests
{
    private static readonly object Limit = new { value = 5, unit = "workingDay" };

    private static readonly object[] Way = [Step("tiep-nhan", "reception"), Step("thu-ly", "handler"), Step("tra", "returnDesk")];

    private static HttpClient Admin => As("admin");

    [Test]
    public async Task A_draft_with_every_fault_names_them_all_at_publication()
    {
        var content = Content("1.999100");
        content["field"] = "khong-co";
        (content["effectiveFrom"], content["effectiveTo"]) = ("2027-06-01", "2027-05-01");
        content["cases"] = Json(new object[]
        {
            new { key = "HOA", name = "Một", limit = new { value = 0, unit = "workingDay" } }, new { key = "hai", name = "Hai", limit = Limit },
            new { key = "hai", name = "Hai", limit = new { value = 36, unit = "month" } },
        });
        content["components"] = Json(new object[] { new { code = "01", name = "A", originals = -1 }, new { code = "01", name = "B" } });
        content["routes"] = Json(new object[]
        {
            new { key = "mot", agency = "nowhere", effectiveFrom = "2027-06-02", effectiveTo = "2027-06-01", steps = new[] { Step("a", "handler", 999) } },
            new { key = "hai", @case = "none", steps = new[] { Step("a", "citizen") } },
            new { key = "ba", steps = Way }, new { key = "bon", steps = Way },
            new { key = "nam", @case = "hai", steps = new[] { Step("tiep-nhan", "reception"), Step("tra", "returnDesk") } },
        });
        object Rung(int value, string unit) => new { at = new { value, unit }, when = "afterDue", to = "leader" };
        content["escalation"] = Json(new[] { Rung(1, "month"), Rung(2, "workingDay"), Rung(1, "hour") }.Concat(Enumerable.Range(3, 8).Select(days => Rung(days, "workingDay"))));
        (await Admin.Ask("POST", "/api/v1/procedures", content)).Gives(201);
        var problem = (await Admin.Ask("POST", "/api/v1/procedures/1.999100/versions/1/publish", new { }, "If-Match", "\"1\"")).Gives(400);
        Assert.That(problem.Faults.Select(fault => fault.Split(' ')[1]).Distinct(), Is.SupersetOf(new[]
        {
            "procedure.field-is-known", "procedure.dates-are-in-order", "procedure.limit-is-valid", "procedure.key-is-a-slug", "procedure.keys-are-unique",
            "procedure.amounts-are-not-negative", "procedure.agency-is-known", "procedure.case-is-known", "procedure.role-works-on-dossiers",
            "procedure.route-begins-at-reception", "procedure.route-has-an-end", "procedure.route-decides", "procedure.route-fits-the-limit", "procedure.routes-do-not-overlap",
            "procedure.ladder-is-short", "procedure.rung-counts-working-time", "procedure.rungs-climb",
        }));
    }

    [Test]
    public async Task A_version_is_published_only_where_its_limits_are_counted_and_nothing_overlaps()
    {
        var content = Content("1.999101");
        content["cases"] = new JsonArray();
        (await Admin.Ask("POST", "/api/v1/procedures", content)).Gives(201);
        Assert.That((await Publish("1.999101", 1, 1)).Gives(400).Faults, Does.Contain("cases procedure.has-a-case"));
        (await Admin.Ask("POST", "/api/v1/procedures", Content("1.999101"))).Gives(409, "procedure.code-is-new");
        (await Admin.Ask("PUT", "/api/v1/procedures/1.999101/versions/2", Without(Content("1.999101"), "code", "codeOfficial"), "If-Match", "\"1\"")).Gives(409, "procedure.one-draft-at-a-time");

        var endless = Content("1.999102");
        endless["cases"] = Json(new[] { new { name = "Một", limit = new { value = 36, unit = "month" } } });
        (await Admin.Ask("POST", "/api/v1/procedures", endless)).Gives(201);
        Assert.That((await Publish("1.999102", 1, 1)).Gives(400).Faults, Does.Contain("cases[0].limit procedure.calendar-covers-the-term"));

        (await Admin.Ask("PUT", "/api/v1/procedures/1.999102/versions/1", Without(Content("1.999102"), "code", "codeOfficial"), "If-Match", "\"1\"")).Gives(200);
        (await Publish("1.999102", 1, 2)).Gives(200);
        (await Admin.Ask("PUT", "/api/v1/procedures/1.999102/versions/2", Without(Content("1.999102"), "code", "codeOfficial"), "If-Match", "\"3\"")).Gives(200);
        Assert.That((await Publish("1.999102", 2, 4)).Gives(400).Faults, Does.Contain("effectiveFrom procedure.versions-do-not-overlap"));

        (await Admin.Ask("POST", "/api/v1/procedures/1.999102/repeal", new { effectiveTo = "2025-01-01" }, "If-Match", "\"4\"")).Gives(409, "procedure.nothing-starts-after-repeal");
        (await Admin.Ask("POST", "/api/v1/procedures/1.999102/repeal", new { effectiveTo = "2026-12-31" }, "If-Match", "\"4\"")).Gives(200);
        (await Admin.Ask("POST", "/api/v1/procedures/1.999102/repeal", new { effectiveTo = "2027-12-31" }, "If-Match", "\"5\"")).Gives(409, "procedure.is-in-force-to-be-repealed");
    }

    [Test]
    public async Task A_number_is_given_once_also_where_work_follows_the_decision()
    {
        var content = Content("1.999103");
        content["routes"] = Json(new[]
        {
            new { key = "vong", steps = new object[] { Step("tiep-nhan", "reception"), new { key = "ky", name = "Ký", role = "leader", decides = true }, Step("luu", "handler"), Step("tra", "returnDesk") } },
        });
        (await Admin.Ask("POST", "/api/v1/procedures", content)).Gives(201);
        (await Admin.Ask("PUT", "/api/v1/procedures/1.999103/offerings", new { agencies = new[] { Ward } }, "If-Match", "\"1\"")).Gives(200);
        (await Publish("1.999103", 1, 2)).Gives(200);
        var filing = Filing();
        filing["procedure"] = "1.999103";
        filing.Remove("parts");
        var dossier = await Acted(await Filed(filing), "steps/complete", Stages.Reception);
        dossier = await Acted(await Acted(dossier, "claim", Stages.Leader), "decide", Stages.Leader, new { outcome = "approved" });
        var unnumbered = await Acted(await Acted(dossier, "claim", Stages.Handler), "steps/complete", Stages.Handler);
        unnumbered = await Acted(unnumbered, "claim", Stages.ReturnDesk);
        (await Act(unnumbered, "steps/complete", Stages.ReturnDesk)).Gives(409, "dossier.is-not-return-desk");
        Assert.That((string?)(await Acted(unnumbered, "result", Stages.Leader, Stages.Result))["status"], Is.EqualTo("resolved"));

        filing["acknowledgeDuplicate"] = true;
        var other = await Acted(await Filed(filing), "steps/complete", Stages.Reception);
        other = await Acted(await Acted(other, "claim", Stages.Leader), "decide", Stages.Leader, new { outcome = "approved" });
        other = await Acted(other, "result", Stages.Leader, Stages.Result);
        (await Act(other, "result", Stages.Leader, Stages.Result)).Gives(409, "dossier.result-is-missing");
    }

    [TestCase("H17.991", "2026-07-01", "2026-06-30", "H17", "agency.dates-are-in-order")]
    public async Task An_agency_is_entered_as_it_can_be(string code, string from, string to, string parent, string rule) => Assert.That(
        (await Admin.Ask("POST", "/api/v1/agencies", new { code, name = "Mới", kind = "peoplesCommittee", level = "commune", parent, effectiveFrom = from, effectiveTo = to, workingHours = "office" })).Gives(400).Faults,
        Is.EqualTo(new[] { $"effectiveTo {rule}" }));

    [Test]
    public async Task An_agency_stands_under_nobody_below_it_and_succeeds_another()
    {
        var agency = (await Admin.Ask("GET", "/api/v1/agencies/H17")).Gives(200);
        Assert.That((await Admin.Ask("PATCH", "/api/v1/agencies/H17", new { parent = Ward }, "If-Match", agency.Header("ETag")!)).Gives(400).Faults, Does.Contain("parent agency.stands-below"));
        var answer = await Admin.Ask("POST", "/api/v1/agencies/successions", new { predecessors = new[] { Elsewhere }, successors = new[] { Elsewhere }, from = "2027-01-01" });
        Assert.That(answer.Text, Does.Contain("agency.succeeds-another"));
    }

    [TestCase("daysOff", "2027-01-03", "calendar.date-is-in-year")]
    [TestCase("daysOff twice", "2028-01-03", "calendar.date-is-listed-once")]
    [TestCase("compensatory", "2028-01-03", "calendar.compensates-a-weekend-holiday")]
    [TestCase("swap", "2028-01-03", "calendar.swap-has-two-sides")]
    [TestCase("daysOff", "2028-01-01", "calendar.weekday-date")]
    [TestCase("worked", "2028-01-03", "calendar.weekend-date")]
    public async Task A_year_is_laid_down_without_contradiction(string kind, string date, string rule)
    {
        object off = new { date, name = "Nghỉ", kind = kind is "compensatory" or "swap" ? kind : "holiday", workedInstead = kind == "swap" ? "2028-01-08" : null, verified = true };
        object days = kind switch
        {
            "worked" => new { daysOff = Array.Empty<object>(), workedDays = new[] { new { date, insteadOf = "2028-01-04", verified = true } } },
            "daysOff twice" => new { daysOff = new[] { off, off } },
            _ => new { daysOff = new[] { off } },
        };
        var answer = (await Admin.Ask("POST", "/api/v1/calendar/2028", days)).Gives(400);
        Assert.That(answer.Faults.Select(fault => fault.Split(' ')[1]), Does.Contain(rule));
    }

    [Test]
    public async Task The_sessions_of_a_day_are_in_order()
    {
        var hours = Json(new { days = new Dictionary<string, object> { ["monday"] = new[] { new { from = "13:00:00", to = "17:00:00" }, new { from = "08:00:00", to = "11:30:00" } } } });
        var answer = (await Admin.Ask("PUT", "/api/v1/calendar/templates/dao-nguoc", hours)).Gives(400);
        Assert.That(answer.Faults.Select(fault => fault.Split(' ')[1]).Distinct(), Is.EquivalentTo(new[] { "calendar.sessions-are-in-order", "calendar.weekday-has-hours" }));
    }

    [Test]
    public async Task Posts_are_for_active_officials_in_periods_that_end_after_they_begin()
    {
        var official = await Requests.Engage(Admin, Requests.NewName(), Ward, "handler");
        var place = $"/api/v1/accounts/{official.Text("id")}";
        object Roles(object role) => new { agency = Ward, roles = new[] { role } };
        (await Admin.Ask("POST", $"{place}/roles", Roles(new { role = "handler", fromDay = "2026-05-02", toDay = "2026-05-01" }), "If-Match", "\"" + official.GetProperty("version") + "\"")).Gives(409, "account.period-is-ordered");
        var disabled = (await Admin.Ask("POST", $"{place}/disable", new { }, "If-Match", "\"" + official.GetProperty("version") + "\"")).Gives(200);
        (await Admin.Ask("POST", $"{place}/roles", Roles(new { role = "head" }), "If-Match", disabled.Header("ETag")!)).Gives(409, "account.is-active");

        var citizen = (await Anonymous.Ask("POST", "/api/v1/accounts", Requests.Citizen(Requests.NewName()))).Gives(201);
        (await Admin.Ask("POST", $"/api/v1/accounts/{citizen["id"]}/roles", Roles(new { role = "head" }), "If-Match", citizen.Header("ETag")!)).Gives(409, "account.is-official");
    }

    private static Task<Answer> Publish(string code, int version, int at) =>
        Admin.Ask("POST", $"/api/v1/procedures/{code}/versions/{version}/publish", new { }, "If-Match", $"\"{at}\"");

    private static object Step(string key, string role, int limitHours = 0) => new { key, name = key, role, limitHours };

    private static JsonObject Content(string code) => new()
    {
        ["code"] = code, ["codeOfficial"] = false, ["name"] = "Thủ tục thử", ["field"] = "ho-tich", ["level"] = "commune", ["effectiveFrom"] = "2026-01-01",
        ["cases"] = Json(new[] { new { name = "Mặc định", limit = Limit } }),
    };

    private static JsonObject Without(JsonObject content, params string[] names)
    {
        names.ToList().ForEach(name => content.Remove(name));
        return content;
    }

    private static JsonNode Json(object value) => System.Text.Json.JsonSerializer.SerializeToNode(value)!;
}
