using System.Text;
using System.Text.Json.Nodes;
using static OneStop.Api.Tests.Dossiers.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>What cannot be taken in: the status, the code, the path of the field, and nothing written.</summary>
public sealed class BadFilingTests
{
    private const string Marked = "BI-MAT-7261";

    /// <summary>A change of a right filing; path and code of the one fault it makes.</summary>
    private static readonly TestCaseData[] Faulty =
    [
        Case("no filing without procedure", f => f.Remove("procedure"), "procedure field.required"),
        Case("unknown procedure", f => f["procedure"] = "9.999999", "procedure dossier.procedure-is-known"),
        Case("repealed procedure", f => f["procedure"] = "1.009994", "procedure dossier.procedure-is-in-force"),
        Case("a procedure's name instead of its code", f => f["procedure"] = Marked + new string('x', 20), "procedure field.within-length"),
        Case("unknown case", f => f["case"] = Marked, "case dossier.case-is-known"),
        Case("agency that is no agency", f => f["competentAgency"] = Marked, "competentAgency dossier.agency-is-in-force"),
        Case("agency that ended in 2025", f => f["competentAgency"] = "H17.25", "competentAgency dossier.agency-is-in-force"),
        Case("agency that does not offer it", f => f["competentAgency"] = "H17.06", "competentAgency dossier.agency-offers-procedure", "agency dossier.agency-receives-for-competent"),
        Case("an office does not receive for another ward", f => f["competentAgency"] = Elsewhere, "agency dossier.agency-receives-for-competent"),
        Case("a channel it is not received through", f => { f["procedure"] = "1.003197"; f["parts"]!.AsArray().RemoveAt(2); }, "channel dossier.channel-is-offered"),
        Case("two cases and none named", f => { f["procedure"] = "1.013274"; f["parts"]!.AsArray().RemoveAt(2); }, "case dossier.case-is-known"),
        Case("missing required part", f => f["parts"]!.AsArray().RemoveAt(1), "parts.02 dossier.required-part-is-there"),
        Case("a part without a single copy", f => f["parts"]![1]!["originals"] = 0, "parts.02 dossier.required-part-is-there"),
        Case("unknown component", f => f["parts"]![2]!["component"] = "99", "parts[2].component dossier.component-is-known"),
        Case("a component twice", f => f["parts"]![2]!["component"] = "01", "parts[2].component dossier.component-given-once"),
        Case("negative copies", f => f["parts"]![2]!["originals"] = -1, "parts[2].originals field.within-range"),
        Case("a number as text", f => f["parts"]![2]!["originals"] = "1", "parts[2].originals field.well-formed"),
        Case("half a copy", f => f["parts"]![2]!["originals"] = 1.5, "parts[2].originals field.well-formed"),
        Case("more copies than numbers", f => f["parts"]![2]!["originals"] = 99999999999, "parts[2].originals field.well-formed"),
        Case("wrong personal id", f => f["owner"]!["personalId"] = "000000000000", "owner.personalId dossier.personal-id-is-true"),
        Case("wrong tax code", f => f["owner"]!["taxCode"] = "0100109107", "owner.taxCode dossier.tax-code-is-true"),
        Case("wrong passport", f => f["owner"]!["passport"] = "?", "owner.passport dossier.passport-is-true"),
        Case("wrong old identity card", f => f["owner"]!["oldIdCard"] = "1", "owner.oldIdCard dossier.old-id-card-is-true"),
        Case("wrong phone", f => f["owner"]!["phone"] = "12345", "owner.phone dossier.phone-is-true"),
        Case("wrong e-mail", f => f["owner"]!["email"] = "nobody", "owner.email field.well-formed"),
        Case("owner without a number", f => f["owner"]!.AsObject().Remove("personalId"), "owner dossier.owner-is-identified"),
        Case("owner without a name", f => f["owner"]!["fullName"] = " ", "owner.fullName field.required"),
        Case("a name too long", f => f["owner"]!["fullName"] = new string('Ă', 201), "owner.fullName field.within-length"),
        Case("null where something must be", f => f["owner"]!["fullName"] = null, "owner.fullName field.well-formed"),
        Case("no owner", f => f["owner"] = null, "owner field.well-formed"),
        Case("a list where one is wanted", f => f["owner"] = new JsonArray(), "owner field.well-formed"),
        Case("a hole in a list", f => f["parts"]!.AsArray().Add(null), "parts field.well-formed"),
        Case("unknown kind", f => f["owner"]!["kind"] = Marked, "owner.kind field.well-formed"),
        Case("a kind as a number", f => f["owner"]!["kind"] = 0, "owner.kind field.well-formed"),
        Case("a channel as a number in a text", f => f["channel"] = "0", "channel field.well-formed"),
        Case("unknown field", f => f["ghiChu"] = Marked, "ghiChu field.known"),
        Case("unknown nested field", f => f["owner"]!["ghiChu"] = Marked, "owner.ghiChu field.known"),
        Case("unknown field in a list", f => f["parts"]![1]!["ghiChu"] = Marked, "parts[1].ghiChu field.known"),
        Case("a status of the client's choice", f => f["status"] = "returned", "status field.known"),
        Case("a code of the client's choice", f => f["code"] = Marked, "code field.known"),
        Case("an instant without its offset", f => Postal(f, "2026-03-02T08:00:00"), "postal.handedOverAt field.well-formed"),
        Case("a day that is not", f => Postal(f, "2026-02-30T08:00:00+07:00"), "postal.handedOverAt field.well-formed"),
        Case("evidence of the future", f => Postal(f, "2026-03-02T09:00:01+07:00"), "postal.handedOverAt dossier.postal-evidence-is-past"),
        Case("postal evidence at the counter", f => f["postal"] = new JsonObject { ["handoverRecord"] = "BB-01", ["handedOverAt"] = "2026-03-01T08:00:00+07:00" },
            "postal.handedOverAt dossier.postal-evidence-is-past"),
        Case("a result of a procedure that is not of the day", f => f["onTheSpot"] = new JsonObject { ["outcome"] = "approved", ["result"] = Result("2026-03-02") }, "onTheSpot dossier.on-the-spot-is-same-day"),
        Case("form data that is no object", f => f["formData"] = new JsonArray(1), "formData field.well-formed"),
        Case("a document without its hash", f => f["parts"]![2]!["documents"] = new JsonArray(new JsonObject { ["name"] = "a.pdf", ["mediaType"] = "application/pdf", ["sha256"] = Marked }),
            "parts[2].documents[0].sha256 field.well-formed"),
        Case("a note too long", f => f["note"] = new string('x', 2001), "note field.within-length"),
    ];

    [TestCaseSource(nameof(Faulty))]
    public async Task A_faulty_filing_is_refused_by_the_path_of_its_fault(Action<JsonObject> change, string[] faults)
    {
        var filing = Filing();
        change(filing);
        var before = Rows();
        var answer = (await File(filing)).Gives(400);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Faults, Is.EquivalentTo(faults));
            Assert.That(answer["errors"]!.AsObject().Select(pair => pair.Key), Is.EquivalentTo(faults.Select(fault => fault.Split(' ')[0])));
            Assert.That(answer.Code, Is.EqualTo(faults.Length == 1 ? faults[0].Split(' ')[1] : "request.valid"));
            Assert.That(answer.Header("Content-Type"), Is.EqualTo("application/problem+json"));
            Assert.That(Rows(), Is.EqualTo(before), "nothing is written");
        });
        Assert.That((await As(Stages.Reception).Ask("POST", "/api/v1/dossiers?validateOnly=true", filing)).Gives(400).Faults, Is.EquivalentTo(faults), "a check finds the same");
    }

    [TestCaseSource(nameof(Faulty))]
    public async Task A_problem_never_repeats_what_was_sent(Action<JsonObject> change, string[] faults)
    {
        var filing = Filing();
        filing["note"] = Marked;
        filing["owner"]!["address"] = Marked;
        change(filing);
        var answer = await File(filing, Stages.Reception, "Accept-Language", "en");
        Assert.That(answer.Text, Does.Not.Contain(Marked).And.Not.Contain(Number(filing)), faults[0]);
    }

    [Test]
    public async Task A_limit_that_runs_into_an_unplanned_year_is_refused()
    {
        Clock.Now = new DateTimeOffset(2027, 12, 30, 9, 0, 0, TimeSpan.FromHours(7));
        var before = Rows();
        var answer = (await File()).Gives(400, "calendar.year-is-known");
        Assert.That(answer.Faults, Is.EqualTo(new[] { "procedure calendar.year-is-known" }));
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_second_open_dossier_of_an_owner_is_refused_unless_confirmed()
    {
        var filing = Filing();
        await Filed(filing);
        (await File(filing)).Gives(409, "dossier.filed-once");
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers?validateOnly=true", filing)).Gives(409, "dossier.filed-once");
        filing["acknowledgeDuplicate"] = true;
        (await File(filing)).Gives(201);
    }

    [TestCase("citizen1", "counter", 400, "dossier.citizen-files-online", Description = "citizens file online")]
    [TestCase("reception@" + Elsewhere, "counter", 403, "dossier.receptionist-at-agency", Description = "reception of another agency")]
    [TestCase("handler@" + Ward, "counter", 403, "request.permitted", Description = "not a handler's work")]
    [TestCase("admin", "counter", 403, "request.permitted", Description = "administrators file nothing")]
    public async Task Who_may_not_file_is_refused(string caller, string channel, int status, string code) => (await File(Filing(channel), caller)).Gives(status, code);

    [Test]
    public async Task Nobody_files_unknown() => (await Anonymous.Ask("POST", "/api/v1/dossiers", Filing())).Gives(401, "request.signed-in");

    [TestCase("{", 400, "request.readable", Description = "no JSON")]
    [TestCase("", 400, "request.readable", Description = "nothing at all")]
    [TestCase("null", 400, "request.readable", Description = "null")]
    [TestCase("[]", 400, "request.readable", Description = "a list")]
    [TestCase("{\"procedure\":\"1\",}", 400, "request.readable", Description = "a comma too many")]
    public async Task A_body_that_cannot_be_read_is_refused(string body, int status, string code)
    {
        var before = Rows();
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", body)).Gives(status, code);
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [TestCase("note", Description = "in a text")]
    [TestCase("formData", Description = "in the answers of a form")]
    public async Task Half_a_character_is_refused(string where)
    {
        var filing = Filing().ToJsonString().TrimEnd('}') + (where == "note" ? ",\"note\":\"\\ud800\"}" : ",\"formData\":{\"a\":\"\\ud800\"}}");
        var before = Rows();
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", filing)).Gives(400);
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/x-www-form-urlencoded")]
    public async Task Other_than_JSON_is_refused(string mediaType) =>
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", Filing(), "Content-Type", mediaType)).Gives(415, "request.media-type-supported");

    [Test]
    public async Task Text_is_kept_composed_however_it_was_typed()
    {
        var filing = Filing();
        filing["owner"]!["fullName"] = "Nguyễn Văn Ấn".Normalize(NormalizationForm.FormD);
        filing["formData"] = new JsonObject { ["lý do".Normalize(NormalizationForm.FormD)] = "cần gấp".Normalize(NormalizationForm.FormD) };
        var dossier = await Filed(filing);
        Assert.That((string?)dossier["owner"]!["fullName"], Is.EqualTo("Nguyễn Văn Ấn".Normalize(NormalizationForm.FormC)));
        var read = (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200);
        Assert.That(read.Text.IsNormalized(NormalizationForm.FormC), Is.True, "answers of the form as well");
    }

    [Test]
    public async Task A_result_on_the_spot_needs_dates_in_order()
    {
        var filing = OnTheSpot();
        filing["onTheSpot"]!["result"] = Result("2026-03-03");
        Assert.That((await File(filing)).Gives(400).Faults.Single(), Does.EndWith("issuedOn result.issued-on-is-past"));
        filing["onTheSpot"]!["result"] = Result("2026-03-01", "2026-02-01");
        Assert.That((await File(filing)).Gives(400).Faults.Single(), Does.EndWith("expiresOn result.expires-after-issue"));
    }

    [Test]
    public async Task A_procedure_of_the_day_is_solved_on_the_spot()
    {
        var dossier = await Filed(OnTheSpot());
        Assert.That((string?)dossier["status"], Is.EqualTo("returned"));
        Assert.That((string?)dossier["timeliness"], Is.EqualTo("onTime"));
        Assert.That(dossier["receipt"], Is.Not.Null);
    }

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    private static JsonObject OnTheSpot()
    {
        var filing = Filing();
        filing["procedure"] = "2.000815";
        filing["parts"]!.AsArray().RemoveAt(2);
        filing["onTheSpot"] = new JsonObject { ["outcome"] = "approved", ["result"] = Result("2026-03-02") };
        return filing;
    }

    private static JsonObject Result(string issuedOn, string? expiresOn = null) =>
        new() { ["typeCode"] = "KQ.G15.000031", ["number"] = "01", ["issuedOn"] = issuedOn, ["expiresOn"] = expiresOn, ["signer"] = "Trần Thị B" };

    private static void Postal(JsonObject filing, string handedOverAt)
    {
        filing["channel"] = "postal";
        filing["postal"] = new JsonObject { ["handoverRecord"] = "BB-01", ["handedOverAt"] = handedOverAt };
    }

    private static TestCaseData Case(string name, Action<JsonObject> change, params string[] faults) => new TestCaseData(change, faults).SetArgDisplayNames(name);

    /// <summary>The owner's number, where the filing still has one.</summary>
    private static string Number(JsonObject filing) => filing["owner"] is JsonObject owner && owner["personalId"] is { } number ? (string)number! : Marked;
}
