using System.Globalization;
using System.Net;
using System.Text.Json;

namespace OneStop.Exchange;

/// <summary>How a dossier's life runs.</summary>
internal enum Course { Straight, Supplemented, Paying, Withdrawn, Refused, Stopped, Linked }

/// <summary>One dossier from its filing to its end, by whoever the route names; every call has its key.</summary>
internal sealed class Life(Engine engine, Applicant applicant, Course course)
{
    private const string Ward = "H17.122";
    private const string City = "H24.141";

    private JsonElement dossier;
    private int calls;
    private bool turned;

    public string Id => dossier.GetProperty("id").GetString()!;

    private string Agency => course == Course.Linked ? City : Ward;

    private string Office => $"{Agency}.01";

    private string? Step => dossier.TryGetProperty("step", out var step) && step.ValueKind == JsonValueKind.Object ? step.GetProperty("role").GetString() : null;

    private string? Status => dossier.GetProperty("status").GetString();

    public async Task Live()
    {
        var online = course is Course.Refused;
        var filer = online ? "citizen1" : $"reception@{Office}";
        dossier = (await engine.Post("/api/v1/dossiers", filer, Filing(online), null, Key())).Demand(HttpStatusCode.Created);
        if (course == Course.Refused)
        {
            await Act("refuse", $"reception@{Office}", new { defects = new[] { new { component = "01", code = "illegible", message = "Bản chụp mờ" } } });
            return;
        }
        await Act("steps/complete", $"reception@{Office}");
        for (var turns = 0; Status != "returned" && turns < 40; turns++)
        {
            if (!await Turn())
            {
                return;
            }
        }
        if (Status != "returned")
        {
            throw new InvalidOperationException($"{dossier.GetProperty("code")} stayed {Status} at {Step}");
        }
    }

    /// <summary>What comes next; false where its life is at its end.</summary>
    private async Task<bool> Turn()
    {
        if (dossier.GetProperty("openTransfers").GetArrayLength() > 0)
        {
            await WorkAway();
            return true;
        }
        if (Status == "resolved" && Step == "returnDesk" && Has("result"))
        {
            await Act("return", $"returnDesk@{Office}", new { via = "counter" });
            return true;
        }
        var official = $"{Step}@{Agency}";
        if (!Has("assignee") && Step != "returnDesk")
        {
            await Act("claim", official);
        }
        if (Step == "handler" && !turned)
        {
            turned = true;
            switch (course)
            {
                case Course.Supplemented:
                    await Act("supplement-requests", official, new { defects = new[] { new { component = "01", code = "illegible", message = "Bản chụp mờ" } } });
                    await Act("supplements", $"reception@{Office}", new { answers = new[] { new { defect = 1, part = new { component = "01", originals = 1 } } } });
                    return true;
                case Course.Paying:
                    await Act("financial-obligations", official, new { kind = "fee", amountVnd = 100_000, basis = "Thông báo số 12" });
                    await Act($"financial-obligations/{dossier.GetProperty("obligations")[0].GetProperty("id").GetString()}/settle", official, new { receiptNumber = applicant.Number.ToString("00000", CultureInfo.InvariantCulture) });
                    return true;
                case Course.Withdrawn:
                    await Act("withdraw", $"reception@{Office}", new { reason = "Người nộp xin rút" });
                    return false;
                case Course.Stopped:
                    await Act("stop", $"leader@{Agency}", new { reason = "Không đủ điều kiện" });
                    return false;
                default:
                    break;
            }
        }
        await Work(official);
        return true;
    }

    private async Task Work(string official)
    {
        if (Decides(dossier.GetProperty("step")) || dossier.GetProperty("route").EnumerateArray().Any(step => Decides(step) && step.GetProperty("key").ValueEquals(StepKey)))
        {
            await Act("decide", official, new { outcome = "approved" });
        }
        else if (Has("outcome") && !Has("result") && Step is "clerk" or "returnDesk")
        {
            await Act("result", official, Result());
        }
        else
        {
            await Act("steps/complete", official);
        }
    }

    private async Task WorkAway()
    {
        foreach (var open in dossier.GetProperty("openTransfers").EnumerateArray().ToArray())
        {
            var at = open.GetProperty("agency").GetProperty("code").GetString()!;
            var path = $"/api/v1/transfers/{open.GetProperty("id").GetString()}";
            var leg = await engine.Read(path, $"handler@{at}");
            leg = await ActOn(path, leg, "accept", $"handler@{at}");
            while (leg.TryGetProperty("step", out var step) && step.ValueKind == JsonValueKind.Object)
            {
                leg = await ActOn(path, leg, "steps/complete", $"{step.GetProperty("role").GetString()}@{at}");
            }
            await ActOn(path, leg, "complete", $"leader@{at}", Decides(leg) ? new { outcome = "approved", result = Result() } : new { });
        }
        dossier = await engine.Read($"/api/v1/dossiers/{Id}", $"leader@{Agency}");
    }

    private async Task Act(string action, string user, object? body = null) => dossier = await ActOn($"/api/v1/dossiers/{Id}", dossier, action, user, body);

    private async Task<JsonElement> ActOn(string path, JsonElement on, string action, string user, object? body = null) =>
        (await engine.Post($"{path}/{action}", user, body ?? new { }, on.GetProperty("version").GetInt32(), Key())).Demand(HttpStatusCode.OK);

    private string? StepKey => dossier.GetProperty("step").GetProperty("key").GetString();

    private static bool Decides(JsonElement what) => what.TryGetProperty("decides", out var decides) && decides.GetBoolean();

    private bool Has(string name) => dossier.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private string Key() => string.Create(CultureInfo.InvariantCulture, $"exchange-{applicant.Number}-{++calls}");

    private object Result() => new
    {
        typeCode = "KQ.0", number = applicant.Number.ToString("00000", CultureInfo.InvariantCulture), issuedOn = "2026-03-02", signer = "Trần Thị Bình",
    };

    private object Filing(bool online) => new
    {
        procedure = course == Course.Linked ? "1.012817" : "1.001612", @case = course == Course.Linked ? "thong-thuong" : null, agency = Office,
        channel = online ? "online" : "counter", returnBy = "counter", owner = applicant.Owner,
        parts = Enumerable.Range(1, course == Course.Linked ? 2 : 1).Select(part => online
            ? (object)new { component = $"{part:00}", electronic = 1 }
            : new { component = $"{part:00}", originals = 1 }),
    };
}

/// <summary>Who files, each another.</summary>
internal sealed record Applicant(int Number)
{
    public object Owner => new
    {
        kind = "citizen", fullName = string.Create(CultureInfo.InvariantCulture, $"Nguyễn Văn {Number}"),
        personalId = string.Create(CultureInfo.InvariantCulture, $"048091{Number:000000}"), phone = string.Create(CultureInfo.InvariantCulture, $"09051{Number:00000}"),
        email = string.Create(CultureInfo.InvariantCulture, $"n{Number}@example.vn"),
    };
}
