using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Reports;

/// <summary>Papers the administration held already, from the filing to the report.</summary>
public sealed class ReuseTests
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    [SetUp]
    public void Begin() => Clock.Now = Monday;

    [Test]
    public async Task A_paper_that_the_owner_handed_in_before_is_found_by_its_content()
    {
        var (owner, paper) = (NewOwner(), Paper());
        var first = await Filed(With(owner, paper));
        var again = await Filed(Other(With(owner, Renamed(paper))));
        var stranger = await Filed(With(NewOwner(), paper));

        Assert.That(Reused(first), Is.Empty, "it came for the first time");
        Assert.That(Reused(again), Is.EqualTo(new[] { "01" }));
        Assert.That(Reused(stranger), Is.Empty, "it is another owner's");
    }

    [Test]
    public async Task A_paper_with_an_identity_is_found_by_it()
    {
        var (owner, id) = (NewOwner(), Guid.NewGuid().ToString());
        await Filed(With(owner, Paper(id)));
        Assert.That(Reused(await Filed(Other(With(owner, Paper(id))))), Is.EqualTo(new[] { "01" }), "another version of the same document");
    }

    [Test]
    public async Task The_result_of_an_earlier_dossier_is_held_too()
    {
        var (owner, paper) = (NewOwner(), Paper());
        var first = With(owner, Paper());
        first["procedure"] = "2.000815";
        first["parts"]!.AsArray().RemoveAt(2);
        first["onTheSpot"] = new JsonObject
        {
            ["outcome"] = "approved",
            ["result"] = new JsonObject
            {
                ["typeCode"] = "KQ.G15.000031", ["number"] = "01", ["issuedOn"] = "2026-03-02", ["signer"] = "Trần Thị B", ["document"] = paper.DeepClone(),
            },
        };
        await Filed(first);
        Assert.That(Reused(await Filed(With(owner, paper))), Is.EqualTo(new[] { "01" }));
    }

    [Test]
    public async Task What_answers_a_supplement_is_looked_at_too()
    {
        var (owner, paper) = (NewOwner(), Paper());
        await Filed(With(owner, paper));
        var dossier = await Filed(Other(With(owner, null)));
        dossier = await Acted(dossier, "supplement-requests", Stages.Reception, new { defects = new[] { new { component = "01", code = "illegible", message = "Bản chụp mờ" } } });
        var part = new JsonObject { ["component"] = "01", ["electronic"] = 1, ["documents"] = new JsonArray(paper.DeepClone()) };
        dossier = await Acted(dossier, "supplements", Stages.Reception, new { answers = new[] { new { defect = 1, part } } });
        Assert.That(Reused(dossier), Is.EqualTo(new[] { "01" }));
    }

    [Test]
    public async Task The_report_counts_it_and_leads_to_it()
    {
        var before = await Report();
        var (owner, paper) = (NewOwner(), Paper());
        await Filed(With(owner, paper));
        await Filed(Other(With(owner, paper)));
        var after = await Report();

        Assert.That(Value(after, "withReused") - Value(before, "withReused"), Is.EqualTo(1));
        Assert.That(Value(after, "withElectronic") - Value(before, "withElectronic"), Is.EqualTo(2));
        Assert.That((long)after["totals"]!["reusedShare"]!["denominator"]!, Is.EqualTo((long)Value(after, "withPapers")));
        var behind = (await As(Stages.Leader).Ask("GET", $"{after["totals"]!["reusedShare"]!["drillDown"]}&limit=1&count=exact")).Gives(200);
        Assert.That((decimal)behind["count"]!["value"]!, Is.EqualTo(Value(after, "withReused")));
    }

    [Test]
    public async Task Nobody_says_so_himself()
    {
        var filing = Filing();
        filing["parts"]![0]!["reused"] = true;
        Assert.That((await File(filing)).Gives(400).Faults, Is.EqualTo(new[] { "parts[0].reused field.known" }));
        Assert.That((await File(Filing())).Gives(201)["reused"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_dossier_without_documents_keeps_nothing_and_an_erased_one_keeps_nothing_either()
    {
        var before = Rows()["OwnerDocuments"];
        await Filed();
        Assert.That(Rows()["OwnerDocuments"], Is.EqualTo(before));

        var dossier = await Filed(With(NewOwner(), Paper()));
        Assert.That(Rows()["OwnerDocuments"], Is.EqualTo(before + 1));
        dossier = await Acted(dossier, "withdraw", Stages.Reception, Stages.Reason);
        (await As("admin").Ask("POST", $"/api/v1/dossiers/{dossier["id"]}/erase", new { basis = "request", reason = "đơn số 12" }, "If-Match", $"\"{dossier["version"]}\"")).Gives(200);
        Assert.That(Rows()["OwnerDocuments"], Is.EqualTo(before));
    }

    private static JsonNode NewOwner() => Filing()["owner"]!.DeepClone();

    private static JsonObject Paper(string? id = null)
    {
        var paper = new JsonObject { ["name"] = "giấy khai sinh.pdf", ["mediaType"] = "application/pdf", ["sha256"] = $"{Guid.NewGuid():N}{Guid.NewGuid():N}" };
        if (id is not null)
        {
            paper["id"] = id;
        }
        return paper;
    }

    /// <summary>The same content, written otherwise.</summary>
    private static JsonObject Renamed(JsonObject paper)
    {
        var other = (JsonObject)paper.DeepClone();
        (other["name"], other["sha256"]) = ("scan.pdf", ((string)paper["sha256"]!).ToUpperInvariant());
        return other;
    }

    private static JsonObject With(JsonNode owner, JsonObject? paper)
    {
        var filing = Filing();
        filing["owner"] = owner.DeepClone();
        if (paper is not null)
        {
            filing["parts"]![0]!["documents"] = new JsonArray(paper.DeepClone());
        }
        return filing;
    }

    /// <summary>Of another procedure: an owner has one open dossier of each.</summary>
    private static JsonObject Other(JsonObject filing)
    {
        filing["procedure"] = Linked;
        filing["parts"] = new JsonArray(filing["parts"]![0]!.DeepClone());
        return filing;
    }

    private static IEnumerable<string> Reused(JsonNode dossier) => dossier["reused"]!.AsArray().Select(component => (string)component!);

    private static async Task<JsonNode> Report() => (await As(Stages.Leader).Ask("GET", $"/api/v1/reports/reuse?{March}&agency={Ward}")).Gives(200).Body;

    private static decimal Value(JsonNode report, string cell) => (decimal)report["totals"]![cell]!["value"]!;
}
