using System.Globalization;
using System.Net;
using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Linked;

/// <summary>A dossier on its way: every act at an instant, by the official of the agency and role that the route names.</summary>
internal sealed partial class LinkedDossier(ApiClient api, Office office, Timeline timeline, Block block, int number)
{
    private Dossier dossier = null!;
    private Procedure procedure = null!;
    private IReadOnlyList<RouteStep> steps = [];
    private int deciding;
    private WorkingHours hours = null!;
    private DateTimeOffset now;

    private string Path => $"/api/v1/dossiers/{dossier.Id}";

    private string Reader => $"leader@{dossier.CompetentAgency.Code}";

    private int Place => steps.ToList().FindIndex(step => step.Key == dossier.Step?.Key);

    /// <summary>Waits until an instant, such as <c>2026-11-23 09:00</c> in Vietnam; so far everything must add up.</summary>
    public async Task At(string instant)
    {
        var next = DateTimeOffset.ParseExact($"{instant} +07", "yyyy-MM-dd HH:mm zz", CultureInfo.InvariantCulture);
        block.Check($"{instant} comes after the act before", true, next >= now);
        now = next;
        await timeline.At(next);
        if (dossier is null)
        {
            return;
        }
        await Refresh();
        var charged = await office.Read<Responsibility>($"{Path}/responsibility", Reader);
        var used = (await office.Read<Deadline>($"{Path}/deadline", Reader)).UsedMinutes;
        block.Check($"{instant}: minutes of all parties", used, charged.Parties.Sum(party => party.Minutes));
        block.Check($"{instant}: minutes of all spans", used, charged.Spans.Sum(span => span.Minutes));
    }

    /// <summary>Files it at the counter.</summary>
    public async Task File(string at, string code, string agency, string? which = null)
    {
        await At(at);
        procedure = await office.Procedure(code);
        var answer = await api.Post("/api/v1/dossiers", $"reception@{agency}", new
        {
            procedure = code, agency, @case = which, channel = "counter", returnBy = "counter",
            owner = new { kind = "citizen", fullName = "Nguyễn Văn An", personalId = string.Create(CultureInfo.InvariantCulture, $"048090{number:000000}") },
            parts = procedure.Components.Where(part => part.Required)
                .Select(part => new { component = part.Code, part.Originals, part.CertifiedCopies, part.Photocopies }),
        });
        dossier = Office.As<Dossier>(answer.Demand(HttpStatusCode.Created));
        hours = await office.Hours(dossier.CompetentAgency.Code);
        await ReadRoute(which);
        block.Check("status when filed", "received", dossier.Status);
        block.Say($"{code} at {agency}, competent {dossier.CompetentAgency.Code}, due {Block.Time(dossier.DueAt)}");
    }

    /// <summary>Takes the current step.</summary>
    public async Task Claim(string at)
    {
        await At(at);
        await Act("claim", Official());
    }

    /// <summary>Ends the current step as the route has it: decides, numbers the result, returns it, or completes the step.</summary>
    public async Task Work(string at)
    {
        await At(at);
        var (place, step, official) = (Place, dossier.Step!, Official());
        if (dossier.Assignee is null && step.Role != "returnDesk")
        {
            await Act("claim", official);
        }
        await (step.Role == "returnDesk" ? Act("return", official, new { via = "counter" })
            : place == deciding ? Act("decide", official, new { outcome = "approved" })
            : step.Role == "clerk" && dossier.Outcome is not null ? Act("result", official, Result())
            : Act("steps/complete", official));
        block.Say($"{Block.Time(now)}  {official}: {step.Name}");
        await Arrived(place + 1);
    }

    /// <summary>Numbers the result at the return desk, where the route has no clerk.</summary>
    public async Task Number(string at)
    {
        await At(at);
        await Act("result", $"clerk@{dossier.CompetentAgency.Code}", Result());
        block.Check("status with a numbered result", "resolved", dossier.Status);
    }

    /// <summary>What must be refused, and by which rule.</summary>
    public async Task Refused(string rule, string action, string official, object? body = null)
    {
        var answer = await api.Post($"{Path}/{action}", official, body ?? new { }, dossier.Version);
        block.Check($"{action} by {official}", $"409 {rule}", Problem(answer));
    }

    /// <summary>Steps of the version's route, as the catalogue shows them today; the standard route where it has none.</summary>
    private async Task ReadRoute(string? which)
    {
        var shown = await api.Read(Path, Reader);
        var route = procedure.Routes.FirstOrDefault(route => route.IsFor(which, DateOnly.FromDateTime(now.DateTime)));
        steps = route?.Steps ?? [.. shown.GetProperty("route").EnumerateArray().Select(Office.As<StandardStep>).Select(step => new RouteStep(step.Key, step.Name, step.Role, null))];
        deciding = shown.GetProperty("route").EnumerateArray().ToList().FindIndex(step => step.GetProperty("decides").GetBoolean());
        block.Check("steps of the dossier", string.Join(' ', steps.Select(step => step.Key)), string.Join(' ', shown.GetProperty("route").EnumerateArray().Select(step => step.GetProperty("key").GetString())));
    }

    /// <summary>Checks that it stands at the step the route has there, and that the legs of that step were sent as it says.</summary>
    private async Task Arrived(int place)
    {
        if (place >= steps.Count)
        {
            block.Check("status at the end", ("returned", 10, "approved"), (dossier.Status, dossier.StatusCode, dossier.Outcome));
            return;
        }
        block.Check("step", steps[place].Key, dossier.Step?.Key);
        block.Check($"status at {steps[place].Key}", steps[place].Role == "returnDesk" && dossier.Result is not null ? ("resolved", 9) : ("inProgress", 4), (dossier.Status, dossier.StatusCode));
        if (steps[place].Transfer is null)
        {
            block.Check($"open transfers at {steps[place].Key}", 0, dossier.OpenTransfers.Count);
            return;
        }
        var stage = Stage(place);
        block.Check($"open transfers at {steps[place].Key}", stage.Count, dossier.OpenTransfers.Count);
        var legs = await Legs();
        foreach (var step in stage)
        {
            var to = await office.Resolve(step.Transfer!.ToAgency, dossier.CompetentAgency.Code);
            var leg = legs.Single(leg => leg.Id == dossier.OpenTransfers.Single(open => open.Step == step.Key).Id);
            block.Check($"{step.Key}: to", to, leg.ToAgency.Code);
            block.Check($"{step.Key}: kind", to == leg.FromAgency.Code ? "internal" : step.Transfer.Kind, leg.Kind);
            block.Check($"{step.Key}: limit", step.Transfer.Limit ?? leg.Limit, leg.Limit);
            block.Check($"{step.Key}: status", "sent", leg.Status);
            block.Check($"{step.Key}: sent", now, leg.SentAt);
            block.Check($"{step.Key}: decides", steps[deciding].Key == step.Key, leg.Decides);
            block.Check($"{step.Key}: silence means consent", step.Transfer.SilenceMeansConsent, leg.SilenceMeansConsent);
        }
        await Refused("dossier.is-at-own-step", "steps/complete", $"handler@{dossier.CompetentAgency.Code}");
    }

    /// <summary>The step with those of its parallel group.</summary>
    private IReadOnlyList<RouteStep> Stage(int place)
    {
        var group = steps[place].Transfer?.ParallelGroup;
        return [steps[place], .. steps.Skip(place + 1).TakeWhile(step => group is not null && step.Transfer?.ParallelGroup == group)];
    }

    /// <summary>Whose step it is: reception and return desk are the receiving agency's, the others the competent one's.</summary>
    private string Official()
    {
        var role = dossier.Step!.Role;
        return $"{role}@{(role is "reception" or "returnDesk" ? dossier.ReceivingAgency : dossier.CompetentAgency).Code}";
    }

    private object Result() => new
    {
        typeCode = procedure.Results.Select(kind => kind.Code).FirstOrDefault(code => code is not null) ?? "KQ.0", number = $"{number:000}/QĐ",
        issuedOn = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), signer = "Trần Thị Bình",
    };

    private async Task Act(string action, string official, object? body = null) =>
        dossier = Office.As<Dossier>((await api.Post($"{Path}/{action}", official, body ?? new { }, dossier.Version)).Demand(HttpStatusCode.OK));

    private async Task Refresh() => dossier = await office.Read<Dossier>(Path, Reader);

    private Task<IReadOnlyList<Leg>> Legs() => office.List<Leg>($"{Path}/transfers", Reader);

    private static string Problem(ApiAnswer answer) =>
        $"{(int)answer.Status} {(answer.Text.Length > 0 && answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("code", out var code) ? code.GetString() : "")}";

    private sealed record StandardStep(string Key, string Name, string Role);
}
