using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.WholeRun;

/// <summary>
/// The codes that answers carried in this run are the documented ones, all of them and no others. The namespace sorts last, so that
/// everything else has run.
/// </summary>
public sealed class ProblemCodeTests
{
    private const string Delivered = "stands in a delivery, not in an answer of its own";

    private const string Parked = "stands in a parked or refused message of the portal, not in an answer of its own";

    /// <summary>Codes no test over HTTP can bring about, and why.</summary>
    private static readonly Dictionary<string, string> OutOfReach = new()
    {
        ["request.outcome-known"] = "needs a connection that is lost while the database commits",
        ["request.no-fault"] = "only a bug brings it",
        ["calendar.template-exists"] = "agencies name known templates only; it speaks of a database that was changed by hand",
        ["calendar.template-has-a-name"] = "an address without a name is another address",
        ["calendar.template-is-new"] = "two administrators who enter one template at the same instant",
        ["export.requester-may-act"] = "stands in an export that failed, not in an answer of its own",
        ["export.can-be-drawn"] = "stands in an export that failed, not in an answer of its own",
        ["export.time-within-limit"] = "stands in an export that failed, not in an answer of its own",
        ["delivery.is-signed"] = Delivered,
        ["delivery.owner-may-act"] = Delivered,
        ["delivery.owner-sees-it"] = Delivered,
        ["delivery.is-reached"] = Delivered,
        ["delivery.is-trusted"] = Delivered,
        ["delivery.is-answered-in-time"] = Delivered,
        ["delivery.is-taken"] = Delivered,
        ["delivery.receiver-is-there"] = Delivered,
        ["portal.amount-is-due"] = Parked,
        ["portal.code-is-known"] = Parked,
        ["portal.dossier-awaits-it"] = Parked,
        ["portal.dossier-is-here"] = Parked,
        ["portal.is-taken-later"] = Parked,
        ["portal.obligation-is-named"] = Parked,
        ["portal.part-is-asked"] = Parked,
        ["portal.waits-not-too-long"] = Parked,
        ["procedure.name-is-given"] = "a draft without a name is refused by its shape; publication asks again",
    };

    [Test]
    public async Task The_codes_emitted_are_the_codes_documented()
    {
        var documented = (await Anonymous.Ask("GET", "/api/v1/errors")).Gives(200).Body.AsArray().Select(error => (string)error!["code"]!).ToHashSet();
        if (CodeRecorder.Emitted.Count() < documented.Count / 2)
        {
            Assert.Ignore("says something in a whole run only");
        }
        Assert.Multiple(() =>
        {
            Assert.That(CodeRecorder.Emitted.Except(documented).Order(), Is.Empty, "emitted, not documented");
            Assert.That(string.Join(", ", documented.Except(CodeRecorder.Emitted).Except(OutOfReach.Keys).Order()), Is.Empty, "documented, never emitted: test it, or document it no longer");
            Assert.That(OutOfReach.Keys.Intersect(CodeRecorder.Emitted), Is.Empty, "within reach after all");
            Assert.That(OutOfReach.Keys.Except(documented), Is.Empty, "no longer documented");
        });
    }
}
