using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using OneStop.Domain.Transfers;
using static OneStop.Api.Tests.Desk;
using static OneStop.Api.Tests.Transfers.LegStages;

namespace OneStop.Api.Tests.Transfers;

/// <summary>What <c>GET /transfers/{id}/actions</c> says is what happens: every action on a leg at every point of its life, by every kind of caller.</summary>
public sealed class TransferMatrixTests
{
    private static readonly string[] Roles = ["reception", "handler", "head", "leader", "clerk", "returnDesk", "oneStopHead", "agencyAdmin", "procedureControl"];

    private static readonly string[] Officials = ["reception", "handler", "head", "leader", "clerk", "oneStopHead"];

    /// <summary>What sender and receiver can do with it; nobody else can do anything.</summary>
    private static readonly Dictionary<string, string[]> Possible = new()
    {
        ["sent"] = ["receiver accept", "receiver decline", "receiver reroute", "sender recall", "sender remind"],
        ["sent, with inner steps"] = ["receiver accept", "receiver decline", "receiver reroute", "sender recall", "sender remind"],
        ["sent, deciding"] = ["receiver accept", "receiver decline", "receiver reroute", "sender recall", "sender remind"],
        ["sent, a supplement is asked"] = ["receiver accept", "receiver decline", "receiver reroute", "sender recall", "sender remind"],
        ["accepted"] = ["receiver complete", "sender remind"],
        ["accepted, with inner steps"] = ["receiver complete", "receiver completeStep", "sender remind"],
        ["accepted, inner steps done"] = ["receiver complete", "sender remind"],
        ["accepted, deciding"] = ["receiver complete", "sender remind"],
        ["accepted, a payment is due"] = ["receiver completeStep", "sender remind"],
        ["accepted, a supplement is asked"] = ["sender remind"],
        ["completed"] = [],
        ["declined"] = ["sender reroute"],
        ["declined, sent another way"] = [],
        ["forwarded"] = [],
        ["recalled"] = ["sender reroute"],
        ["recalled, sent another way"] = [],
        ["consent by silence"] = [],
        ["no answer"] = ["receiver accept", "receiver decline", "receiver reroute", "sender recall", "sender remind"],
        ["no answer, accepted"] = ["receiver complete", "sender recall", "sender remind"],
        ["beside the route"] = ["receiver accept", "receiver decline", "receiver reroute", "sender recall", "sender remind"],
        ["beside the route, accepted"] = ["receiver complete", "sender remind"],
        ["beside the route, declined"] = ["sender reroute"],
        ["the dossier is withdrawn"] = [],
    };

    private static readonly HashSet<string> Succeeded = [];

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [Test, Order(1)]
    public async Task An_action_succeeds_exactly_where_it_is_allowed([ValueSource(nameof(StageNames))] string stage)
    {
        var (wrong, allowed) = (new List<string>(), new List<(string Relation, string Role, string Action)>());
        var leg = await All[stage]();
        foreach (var caller in Callers(leg))
        {
            var seen = await As(caller).Ask("GET", $"/api/v1/transfers/{leg["id"]}/actions");
            if (seen.Status != (Sees(caller, leg) ? 200 : 404))
            {
                wrong.Add($"{caller} reads it: {seen.Status} {seen.Code}");
            }
            if (seen.Status != 200)
            {
                var blind = await LegAct(leg, "accept", caller);
                Assert.That((blind.Status, blind.Code), Is.EqualTo((404, "transfer.exists")).Or.EqualTo((403, "request.permitted")), $"{caller} does not see it");
                continue;
            }
            foreach (var action in seen["items"]!.AsArray())
            {
                var may = (bool)action!["allowed"]!;
                var answer = await Do(action, may ? await All[stage]() : leg, caller);
                if (may)
                {
                    allowed.Add((RelationOf(caller, leg), caller.Split('@')[0], (string)action["action"]!));
                }
                if (!(may ? answer.Status == 200 : answer.Code == (string)action["reason"]!["code"]! && answer.Status is 403 or 409))
                {
                    wrong.Add($"{caller} {action["action"]}: allowed {may} {action["reason"]?["code"]}, got {answer.Status} {answer.Code} {string.Join(", ", answer.Status == 400 ? answer.Faults : [])}");
                }
            }
        }
        Succeeded.UnionWith(allowed.Select(one => one.Action));
        Assert.That(wrong, Is.Empty);
        Assert.That((await Again(leg)).ToJsonString(), Is.EqualTo(leg.ToJsonString()), "what is refused changes nothing");
        Assert.That(allowed.Select(one => $"{one.Relation} {one.Action}").Distinct(), Is.EquivalentTo(Possible[stage]));
        foreach (var action in allowed.GroupBy(one => one.Action))
        {
            Assert.That(action.Select(one => one.Role), Is.EquivalentTo(RolesOf(action.Key, leg)), action.Key);
        }
    }

    [Test, Order(2)]
    public void Every_action_was_allowed_to_somebody_somewhere() => Assert.That(
        Succeeded, Is.EquivalentTo(Enum.GetNames<TransferAction>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)));

    private static string[] StageNames() => [.. All.Keys];

    private static string Code(JsonNode leg, string agency) => (string)leg[agency]!["code"]!;

    private static string Above(string agency) => agency[..agency.LastIndexOf('.')];

    /// <summary>Everybody at receiver, sender and receiving one-stop; who might see from above and from beside; citizens and the administrator.</summary>
    private static IEnumerable<string> Callers(JsonNode leg)
    {
        var inside = new[] { Code(leg, "toAgency"), Code(leg, "fromAgency"), Code(leg["dossier"]!, "receivingAgency"), Code(leg["dossier"]!, "competentAgency") };
        var above = new[] { Above(Code(leg, "toAgency")), Above(Code(leg, "fromAgency")) };
        return inside.Distinct().SelectMany(agency => Roles.Select(role => $"{role}@{agency}"))
            .Concat(above.Distinct().SelectMany(agency => new[] { "handler", "leader", "agencyAdmin", "procedureControl" }.Select(role => $"{role}@{agency}")))
            .Concat(["leader@H17.06", "handler@H17.06", Stages.Owner, "citizen2", "admin"]);
    }

    /// <summary>Sender, receiver, the agencies of the dossier, who stands above one of them, the owner, the administrator.</summary>
    private static bool Sees(string caller, JsonNode leg)
    {
        if (caller.Split('@') is not [var role, var agency])
        {
            return caller is Stages.Owner or "admin";
        }
        var below = role is "leader" or "agencyAdmin" or "procedureControl";
        return new[] { Code(leg, "toAgency"), Code(leg, "fromAgency"), Code(leg["dossier"]!, "receivingAgency"), Code(leg["dossier"]!, "competentAgency") }
            .Any(party => party == agency || (below && party.StartsWith($"{agency}.", StringComparison.Ordinal)));
    }

    private static string RelationOf(string caller, JsonNode leg) => caller.Split('@') is [_, var agency]
        ? agency == Code(leg, "toAgency") ? "receiver" : agency == Code(leg, "fromAgency") ? "sender" : "another agency"
        : caller;

    private static string[] RolesOf(string action, JsonNode leg) => action switch
    {
        "complete" => (bool)leg["decides"]! ? ["head", "leader"] : ["handler", "head", "leader", "clerk"],
        "completeStep" => [(string)leg["step"]!["role"]!],
        _ => Officials,
    };

    private static Task<Answer> Do(JsonNode action, JsonNode leg, string caller)
    {
        var href = (string)action["href"]!;
        var path = href[(href.IndexOf("/transfers/", StringComparison.Ordinal) + "/transfers/".Length + 37)..];
        var decides = action["required"]!.AsArray().Any(field => (string?)field == "outcome");
        return LegAct(leg, path, caller, (string)action["action"]! switch
        {
            "decline" or "recall" => Reason,
            "reroute" => Another,
            "complete" when decides => new { outcome = "approved", result = Stages.Result },
            _ => new { },
        });
    }
}
