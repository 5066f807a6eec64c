using System.Text.Json.Nodes;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>Linked procedures: handed in at once, on their ways each for itself, under one receipt.</summary>
public sealed class GroupTests
{
    private const string Place = "/api/v1/dossier-groups";

    /// <summary>A change of a right group; path and code of the faults it makes.</summary>
    private static readonly TestCaseData[] Faulty =
    [
        Case("one is no group", g => Dossiers(g).RemoveAt(1), "dossiers field.within-length"),
        Case("none at all", g => g["dossiers"] = new JsonArray(), "dossiers field.within-length"),
        Case("eleven", g => Enumerable.Range(0, 9).ToList().ForEach(_ => Dossiers(g).Add(Dossiers(g)[1]!.DeepClone())), "dossiers field.within-length"),
        Case("no list", g => g.Remove("dossiers"), "dossiers field.required"),
        Case("a hole in the list", g => Dossiers(g).Add(null), "dossiers field.well-formed"),
        Case("a procedure twice", g => g["dossiers"]![1] = g["dossiers"]![0]!.DeepClone(), "dossiers[1].procedure dossier.linked-once"),
        Case("unknown procedure", g => g["dossiers"]![1]!["procedure"] = "9.999999", "dossiers[1].procedure dossier.procedure-is-known"),
        Case("no procedure", g => g["dossiers"]![1]!.AsObject().Remove("procedure"), "dossiers[1].procedure field.required"),
        Case("unknown case", g => g["dossiers"]![0]!["case"] = "x", "dossiers[0].case dossier.case-is-known"),
        Case("unknown component", g => g["dossiers"]![1]!["parts"]![0]!["component"] = "99",
            "dossiers[1].parts[0].component dossier.component-is-known", "dossiers[1].parts.01 dossier.required-part-is-there"),
        Case("negative copies", g => g["dossiers"]![0]!["parts"]![0]!["originals"] = -1, "dossiers[0].parts[0].originals field.within-range"),
        Case("form data that is no object", g => g["dossiers"]![0]!["formData"] = new JsonArray(1), "dossiers[0].formData field.well-formed"),
        Case("another ward's matter", g => g["dossiers"]![1]!["competentAgency"] = Elsewhere, "dossiers[1].competentAgency dossier.agency-receives-for-competent"),
        Case("an agency that does not offer it", g => g["dossiers"]![1]!["competentAgency"] = "H17.06",
            "dossiers[1].competentAgency dossier.agency-offers-procedure", "dossiers[1].competentAgency dossier.agency-receives-for-competent"),
        Case("a channel one of them is not received through", g => g["dossiers"]![1]!["procedure"] = "1.003197", "dossiers[1].procedure dossier.channel-is-offered"),
        Case("a fault of each", g => { g["dossiers"]![0]!["case"] = "x"; g["dossiers"]![1]!["case"] = "x"; },
            "dossiers[0].case dossier.case-is-known", "dossiers[1].case dossier.case-is-known"),
        Case("a fault of all is said once", g => g["owner"]!["phone"] = "12345", "owner.phone dossier.phone-is-true"),
        Case("an owner without a name", g => g["owner"]!["fullName"] = " ", "owner.fullName field.required"),
        Case("agency that is no agency", g => g["agency"] = "H17.999", "agency dossier.agency-is-in-force"),
        Case("unknown field", g => g["dossiers"]![1]!["channel"] = "counter", "dossiers[1].channel field.known"),
        Case("what only a single filing has", g => g["onTheSpot"] = new JsonObject(), "onTheSpot field.known"),
    ];

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [Test]
    public async Task Linked_procedures_are_taken_in_at_once()
    {
        var group = await Filed();
        var (root, child) = (group["dossiers"]![0]!, group["dossiers"]![1]!);
        var receipt = group["receipt"]!;
        Assert.Multiple(() =>
        {
            Assert.That(new[] { root, child }.Select(dossier => (string)dossier["status"]!), Is.All.EqualTo("received"));
            Assert.That((string)root["code"]!, Is.LessThan((string)child["code"]!), "codes of their own, the root's first");
            Assert.That((string)group["root"]!, Is.EqualTo((string)root["id"]!).And.EqualTo((string)root["root"]!).And.EqualTo((string)child["root"]!));
            Assert.That(root["children"]!.AsArray().Select(id => (string)id!), Is.EqualTo(new[] { (string)child["id"]! }));
            Assert.That(child["children"]!.AsArray(), Is.Empty);
            Assert.That((string)root["dueAt"]!, Is.Not.EqualTo((string)child["dueAt"]!), "a clock of its own");
            Assert.That((string)receipt["code"]!, Is.EqualTo((string)root["code"]!));
            Assert.That(receipt["linked"]!.AsArray().Select(line => ((string)line!["code"]!, (string)line["dueAt"]!)), Is.EqualTo(new[] { ((string)child["code"]!, (string)child["dueAt"]!) }));
        });
        var own = await Receipt(child);
        Assert.That((string)own["secret"]!, Is.EqualTo((string)receipt["secret"]!), "one secret for all");
        Assert.That((string)own["linked"]![0]!["code"]!, Is.EqualTo((string)root["code"]!));
        Assert.That((await History(root)).Order(), Is.EqualTo(new[] { "dossierReceived", "dossiersLinked" }));
        Assert.That(await History(child), Is.EqualTo(new[] { "dossierReceived" }));
    }

    [TestCaseSource(nameof(Faulty))]
    public async Task A_faulty_group_is_refused_whole(Action<JsonObject> change, string[] faults)
    {
        var group = Group();
        change(group);
        var before = Rows();
        var answer = (await Send(group)).Gives(400);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Faults, Is.EquivalentTo(faults));
            Assert.That(Rows(), Is.EqualTo(before), "nothing is written");
        });
        Assert.That((await As(Stages.Reception).Ask("POST", $"{Place}?validateOnly=true", group)).Gives(400).Faults, Is.EquivalentTo(faults), "a check finds the same");
    }

    [Test]
    public async Task A_check_says_what_would_come_of_each_and_writes_nothing()
    {
        var before = Rows();
        var check = (await As(Stages.Reception).Ask("POST", $"{Place}?validateOnly=true", Group())).Gives(200);
        Assert.That(check["dossiers"]!.AsArray().Select(one => (string)one!["dueOn"]!), Is.EqualTo(new[] { "2026-03-09", "2026-03-05" }));
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [Test]
    public async Task An_open_twin_of_any_of_them_refuses_all_unless_confirmed()
    {
        var group = Group();
        var alone = Filing();
        (alone["owner"], alone["procedure"], alone["parts"]) = (group["owner"]!.DeepClone(), Linked, group["dossiers"]![1]!["parts"]!.DeepClone());
        await Desk.Filed(alone);
        var before = Rows();
        (await Send(group)).Gives(409, "dossier.filed-once");
        (await As(Stages.Reception).Ask("POST", $"{Place}?validateOnly=true", group)).Gives(409, "dossier.filed-once");
        Assert.That(Rows(), Is.EqualTo(before), "not the first of them either");
        group["acknowledgeDuplicate"] = true;
        (await Send(group)).Gives(201);
    }

    [Test]
    public async Task A_term_into_an_unplanned_year_names_the_procedure()
    {
        Clock.Now = new DateTimeOffset(2027, 12, 30, 9, 0, 0, TimeSpan.FromHours(7));
        var before = Rows();
        Assert.That((await Send(Group())).Gives(400).Faults, Is.EqualTo(new[] { "dossiers[0].procedure calendar.year-is-known" }));
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_repeated_group_is_filed_once()
    {
        var group = Group();
        var key = Guid.NewGuid().ToString();
        var first = (await Send(group, "Idempotency-Key", key)).Gives(201);
        var before = Rows();
        var again = (await Send(group, "Idempotency-Key", key)).Gives(201);
        Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
        Assert.That(again.Text, Is.EqualTo(first.Text));
        Assert.That(Rows(), Is.EqualTo(before));
        group["note"] = "khác";
        (await Send(group, "Idempotency-Key", key)).Gives(422, "request.key-used-once");
    }

    [Test]
    public async Task Registered_ones_are_accepted_each_for_itself()
    {
        var group = (await As(Stages.Owner).Ask("POST", Place, Group("online"))).Gives(201).Body;
        Assert.That(group["receipt"], Is.Null);
        var child = await Acted(group["dossiers"]![1]!, "accept", Stages.Reception);
        Assert.That((string)(await Read(group["dossiers"]![0]!))["status"]!, Is.EqualTo("registered"));
        var early = await Receipt(child);
        Assert.That(early["linked"]![0]!["dueAt"], Is.Null, "the other has no appointment yet");
        var root = await Acted(group["dossiers"]![0]!, "accept", Stages.Reception);
        Assert.That((string)(await Receipt(root))["secret"]!, Is.EqualTo((string)early["secret"]!), "one secret, whichever came first");
    }

    [Test]
    public async Task No_result_leaves_before_all_are_ready()
    {
        var root = await Stages.UntilResolved(await Stages.RegisteredInGroup());
        (await Act(root, "return", Stages.ReturnDesk, new { via = "counter" })).Gives(409, "dossier.group-is-ready");
        Assert.That(await MayReturn(root), Is.False);

        var child = await Stages.UntilResolved(await Read((string)root["children"]![0]!));
        Assert.That(await MayReturn(root), Is.True);
        await Acted(child, "return", Stages.ReturnDesk, new { via = "counter" });
        await Acted(root, "return", Stages.ReturnDesk, new { via = "counter" });
    }

    [Test]
    public async Task A_dossier_that_ended_otherwise_keeps_nobody_waiting()
    {
        var root = await Stages.UntilResolved(await Stages.RegisteredInGroup());
        await Acted(await Read((string)root["children"]![0]!), "withdraw", Stages.Owner, Stages.Reason);
        await Acted(root, "return", Stages.ReturnDesk, new { via = "counter" });
    }

    [Test]
    public async Task Results_may_leave_as_they_come()
    {
        var root = await Stages.UntilResolved(await Stages.RegisteredInGroup(returnTogether: false));
        Assert.That((bool)root["returnTogether"]!, Is.False);
        await Acted(root, "return", Stages.ReturnDesk, new { via = "counter" });
    }

    [Test]
    public async Task A_correction_of_one_replaces_the_receipt_of_all()
    {
        var group = await Filed();
        var (root, child, secret) = (group["dossiers"]![0]!, group["dossiers"]![1]!, (string)group["receipt"]!["secret"]!);
        await Acted(child, "correct", Stages.Reception, new { changes = new { returnBy = "postal" }, reason = "nhầm" });

        Assert.That(((int)(await Receipt(root))["revision"]!, (int)(await Receipt(child))["revision"]!), Is.EqualTo((2, 2)));
        var standing = await LookUp(root, secret, 1);
        Assert.That((int?)standing["replacedByRevision"], Is.EqualTo(2));
        Assert.That((await LookUp(root, secret, 2))["replacedByRevision"], Is.Null);
        Assert.That((int)(await Read(root))["version"]!, Is.EqualTo((int)root["version"]!), "the root itself did not change");
    }

    [Test]
    public async Task The_public_look_up_shows_the_linked_ones_too()
    {
        var group = await Filed();
        var (root, child, secret) = (group["dossiers"]![0]!, group["dossiers"]![1]!, (string)group["receipt"]!["secret"]!);
        await Acted(child, "withdraw", Stages.Reception, Stages.Reason);

        var line = (await LookUp(root, secret, null))["linked"]!.AsArray().Single()!;
        Assert.That(((string)line["code"]!, (string)line["status"]!), Is.EqualTo(((string)child["code"]!, "withdrawn")));
        var alone = await Desk.Filed();
        Assert.That((await LookUp(alone, (string)alone["receipt"]!["secret"]!, null))["linked"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_list_narrows_to_a_group()
    {
        var group = await Filed();
        var all = group["dossiers"]!.AsArray().Select(dossier => (string)dossier!["id"]!).ToArray();
        Assert.That(await Listed($"root={group["root"]}", Stages.Handler), Is.EquivalentTo(all));
        Assert.That(await Listed($"root={group["root"]}&procedure={Linked}", Stages.Handler), Is.EqualTo(all[1..]));
        Assert.That(await Listed($"root={group["root"]}", $"handler@{Elsewhere}"), Is.Empty, "under the caller's reach");
        Assert.That(await Listed($"root={all[1]}", Stages.Handler), Is.EqualTo(all[1..]), "one that stands for nobody");
        (await As(Stages.Handler).Ask("GET", "/api/v1/dossiers?root=rubbish")).Gives(400, "field.well-formed");
        var searched = await As(Stages.Handler).Ask("POST", "/api/v1/dossiers/search", new { root = (string)group["root"]! });
        Assert.That(searched.Gives(200)["items"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [TestCase("citizen1", "counter", 400, "dossier.citizen-files-online")]
    [TestCase("reception@" + Elsewhere, "counter", 403, "dossier.receptionist-at-agency")]
    [TestCase("handler@" + Ward, "counter", 403, "request.permitted")]
    public async Task Who_may_not_file_is_refused(string caller, string channel, int status, string code) =>
        (await As(caller).Ask("POST", Place, Group(channel))).Gives(status, code);

    private static async Task<JsonNode> Filed() => (await Send(Group())).Gives(201).Body;

    private static Task<Answer> Send(JsonObject group, params string[] headers) => As(Stages.Reception).Ask("POST", Place, group, headers);

    private static Task<JsonNode> Read(JsonNode dossier) => Read((string)dossier["id"]!);

    private static async Task<JsonNode> Read(string id) => (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{id}")).Gives(200).Body;

    private static async Task<JsonNode> Receipt(JsonNode dossier) =>
        (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/receipt")).Gives(200)["receipt"]!;

    private static async Task<IEnumerable<string>> History(JsonNode dossier) =>
        (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/history")).Gives(200)["items"]!.AsArray().Select(line => (string)line!["type"]!);

    private static async Task<JsonNode> LookUp(JsonNode dossier, string secret, int? revision) =>
        (await Anonymous.Ask("POST", "/api/v1/lookup", new { code = (string)dossier["code"]!, secret, revision })).Gives(200).Body;

    private static async Task<bool> MayReturn(JsonNode dossier) => (bool)(await As(Stages.ReturnDesk).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/actions"))
        .Gives(200)["items"]!.AsArray().Single(action => (string)action!["action"]! == "return")!["allowed"]!;

    private static async Task<string[]> Listed(string filter, string by) =>
        [.. (await As(by).Ask("GET", $"/api/v1/dossiers?sort=submittedAt&{filter}")).Gives(200)["items"]!.AsArray().Select(row => (string)row!["id"]!)];

    private static JsonArray Dossiers(JsonObject group) => group["dossiers"]!.AsArray();

    private static TestCaseData Case(string name, Action<JsonObject> change, params string[] faults) => new TestCaseData(change, faults).SetArgDisplayNames(name);
}
