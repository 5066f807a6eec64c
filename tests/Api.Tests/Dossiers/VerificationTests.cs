using System.Text.Json.Nodes;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>What anybody can learn of a paper by its QR code.</summary>
public sealed class VerificationTests
{
    [Test]
    public async Task A_receipt_is_verified_and_says_that_it_was_replaced()
    {
        var dossier = await Filed();
        var token = (string)dossier["receipt"]!["verification"]!;
        var first = await Verify(token);
        await Acted(dossier, "correct", Stages.Reception, new { changes = new { returnBy = "online" }, reason = "ghi nhầm" });
        var second = await Verify(token);
        Assert.Multiple(() =>
        {
            Assert.That(first.Select(member => member.Key), Is.EquivalentTo(new[] { "paper", "standing", "issuedBy", "issuedOn", "replacedByRevision" }), "nothing else");
            Assert.That(((string?)first["paper"], (string?)first["standing"], (string?)first["issuedOn"]), Is.EqualTo(("receipt", "valid", "2026-03-02")));
            Assert.That(((string?)second["standing"], (int?)second["replacedByRevision"]), Is.EqualTo(("replaced", 2)));
        });
    }

    [Test]
    public async Task A_result_is_verified_until_the_dossier_is_taken_up_again()
    {
        var returned = await Stages.All["returned"]();
        var token = (string)(await As(Stages.Owner).Ask("GET", $"/api/v1/dossiers/{returned["id"]}")).Gives(200)["resultVerification"]!;
        var valid = await Verify(token);
        await Acted(returned, "reopen", Stages.Leader, Stages.Reason);
        var revoked = await Verify(token);
        Assert.That(((string?)valid["paper"], (string?)valid["standing"], (string?)revoked["standing"]), Is.EqualTo(("result", "valid", "revoked")));
    }

    [Test]
    public async Task A_token_that_was_tampered_with_is_none()
    {
        var token = (string)(await Filed())["receipt"]!["verification"]!;
        foreach (var wrong in new[] { token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), "B" + token[1..], token[..^2], new string('A', 44), new string('x', 150) })
        {
            (await Anonymous.Ask("GET", $"/api/v1/verify/{wrong}")).Gives(404, "dossier.exists");
        }
        (await Anonymous.Ask("GET", $"/api/v1/verify/{new string('x', 300)}")).Gives(400, "field.within-length");
    }

    private static async Task<JsonObject> Verify(string token) => (await Anonymous.Ask("GET", $"/api/v1/verify/{token}")).Gives(200).Body.AsObject();
}
