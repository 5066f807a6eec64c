using System.Text.Json.Nodes;
using OneStop.Domain.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>What <c>GET …/actions</c> says is what happens: every action on a dossier at every point of its life, by every kind of caller.</summary>
public sealed class ActionMatrixTests
{
    private static readonly string[] Roles = ["reception", "handler", "head", "leader", "clerk", "returnDesk", "oneStopHead", "agencyAdmin", "procedureControl"];

    private static readonly string[] Callers =
    [
        "citizen1", "citizen2", "admin", "leader@H17", "handler@H17", .. Roles.Select(role => $"{role}@{Ward}"),
        .. new[] { "reception", "handler", "leader", "returnDesk", "oneStopHead", "agencyAdmin" }.Select(role => $"{role}@{Office}"),
        .. Roles.Select(role => $"{role}@{Elsewhere}"),
        .. new[] { "reception", "handler", "head", "leader", "clerk", "oneStopHead" }.Select(role => $"{role}@{Stages.Tax}"), "leader@G12", "handler@G12",
    ];

    private static readonly HashSet<string> Succeeded = [];

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [Test, Order(1)]
    public async Task An_action_succeeds_exactly_where_it_is_allowed([ValueSource(nameof(StageNames))] string stage)
    {
        var wrong = new List<string>();
        var dossier = await Stages.All[stage]();
        foreach (var caller in Callers)
        {
            var actions = await As(caller).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/actions");
            if (actions.Status == 404)
            {
                var blind = await Act(dossier, "withdraw", caller, Stages.Reason);
                Assert.That((blind.Status, blind.Code), Is.EqualTo((404, "dossier.exists")).Or.EqualTo((403, "request.permitted")), $"{caller} does not see it");
                continue;
            }
            foreach (var action in actions.Gives(200)["items"]!.AsArray())
            {
                var allowed = (bool)action!["allowed"]!;
                var subject = allowed ? await Stages.All[stage]() : dossier;
                var answer = await Do(action, subject, caller);
                if (answer.Status is 200 or 201)
                {
                    Succeeded.Add((string)action["action"]!);
                }
                var right = allowed ? answer.Status is 200 or 201 : answer.Code == (string)action["reason"]!["code"]! && answer.Status is 403 or 409;
                if (!right)
                {
                    wrong.Add($"{caller} {action["action"]}: allowed {allowed} {action["reason"]?["code"]}, got {answer.Status} {answer.Code} {string.Join(", ", answer.Status == 400 ? answer.Faults : [])}");
                }
            }
        }
        Assert.That(wrong, Is.Empty);
        Assert.That((await As("citizen1").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200)["version"]!.ToJsonString(), Is.EqualTo(dossier["version"]!.ToJsonString()), "what is refused changes nothing");
    }

    [Test, Order(2)]
    public void Every_action_was_allowed_to_somebody_somewhere() => Assert.That(
        Enum.GetNames<DossierAction>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName), Is.SubsetOf(Succeeded));

    private static string[] StageNames() => [.. Stages.All.Keys];

    /// <summary>The action by its own address, with a body that is right for the dossier.</summary>
    private static Task<Answer> Do(JsonNode action, JsonNode subject, string caller)
    {
        var obligation = subject["obligations"]!.AsArray().LastOrDefault()?["id"]?.ToString() ?? Guid.Empty.ToString();
        var path = ((string)action["href"]!).Split('/', 6)[5].Replace("{oid}", obligation, StringComparison.Ordinal);
        if (path.EndsWith("settle", StringComparison.Ordinal))
        {
            path = $"financial-obligations/{obligation}/settle";
        }
        return Act(subject, path, caller, Body((string)action["action"]!, subject));
    }

    private static object Body(string action, JsonNode subject) => action switch
    {
        "refuse" or "requestSupplement" => Stages.Defects,
        "assign" => new { account = Official(subject) },
        "sendBack" => new { toStep = "tiep-nhan", reason = "thiếu chữ ký" },
        "answerSupplement" => new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } },
        "imposeObligation" => new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" },
        "extend" => new { by = new { value = 1, unit = "workingDay" }, reason = "xác minh" },
        "apologise" => new { reason = "chậm", expectedOn = "2027-03-01" },
        "openTransfer" => new { kind = "horizontal", toAgency = Elsewhere, task = "xác minh", limit = new { value = 1, unit = "hour" }, reason = "giáp ranh" },
        "withdraw" or "stop" or "reopen" => Stages.Reason,
        "reassign" => new { agency = "H17.121", reason = "thuộc địa bàn" },
        "decide" => new { outcome = "approved" },
        "recordResult" => Stages.Result,
        "return" => new { via = "counter" },
        "correct" => new { changes = new { returnBy = "postal" }, reason = "nhầm" },
        _ => new { },
    };

    /// <summary>An official who holds the role of the current step.</summary>
    private static string Official(JsonNode subject) => (string?)subject["step"]?["role"] is not { } role ? Stages.Handler
        : $"{role}@{(role is "reception" or "returnDesk" ? Office : Ward)}";
}
