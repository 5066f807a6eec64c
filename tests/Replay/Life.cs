using System.Globalization;
using System.Net;

namespace OneStop.Replay;

/// <summary>One dossier from its filing to its return: every act at its instant, by whoever the route names.</summary>
internal sealed partial class Life
{
    private const int CitizenAccounts = 9;

    private readonly PlannedDossier plan;
    private readonly Office office;
    private readonly Queue<(DateTimeOffset At, Func<DateTimeOffset, Task> Do)> ahead = new();
    private Dossier dossier = null!;
    private bool supplemented;

    public Life(PlannedDossier plan, Office office)
    {
        (this.plan, this.office) = (plan, office);
        ahead.Enqueue((plan.At, File));
    }

    /// <summary>When something is to be done with it next; null once nothing is.</summary>
    public DateTimeOffset? NextAt => ahead.TryPeek(out var act) ? act.At : null;

    private string Path => $"/api/v1/dossiers/{dossier.Id}";

    private string Reception => $"reception@{plan.Agency}";

    private string Filer => plan.Cell.IsOnline ? $"citizen{plan.Number % CitizenAccounts + 1}" : Reception;

    /// <summary>Does what is due now.</summary>
    public Task Act(DateTimeOffset now) => ahead.Dequeue().Do(now);

    private async Task File(DateTimeOffset now)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"replay-{plan.Agency}-{plan.Number}");
        dossier = (await office.Api.Post("/api/v1/dossiers", Filer, Body(now), key: key)).Demand<Dossier>(HttpStatusCode.Created);
        office.Codes.Add(dossier.Code);
        if (office.IsOnTheSpot(plan.Cell))
        {
            DemandStatus("returned");
            return;
        }
        if (plan.Cell.IsOnline)
        {
            await Do("accept", Reception);
        }
        DemandStatus("received");
        await Do("steps/complete", Reception);
        LookAhead(now);
    }

    /// <summary>Spreads what is left of the route over the openings until it is to be closed.</summary>
    private void LookAhead(DateTimeOffset now)
    {
        ahead.Clear();
        if (plan.Cell.Outcome is Ending.InProgress or Ending.Unsolved)
        {
            ahead.Enqueue((office.Hours.Next(now), _ => Claim()));
        }
        if (plan.Cell.Outcome == Ending.InProgress)
        {
            return;
        }
        var end = office.EndOf(plan.Cell, now, dossier.DueAt!.Value);
        if (plan.Cell.Outcome == Ending.Unsolved)
        {
            ahead.Enqueue((end, _ => Do("stop", $"leader@{dossier.CompetentAgency.Code}", new { reason = "Không đủ điều kiện giải quyết" })));
            return;
        }
        var steps = dossier.Route.SkipWhile(step => step.Key != dossier.Step!.Key).Where(step => step.Role != "returnDesk").ToList();
        var between = office.Hours.Between(now, end);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var at = i == steps.Count - 1 || between.Count == 0 ? end : between[i * between.Count / (steps.Count - 1)];
            ahead.Enqueue((at, instant => Work(step, instant)));
        }
        ahead.Enqueue((office.Hours.Next(end), Return));
    }

    private async Task Work(Step step, DateTimeOffset now)
    {
        if (dossier.Step!.Key != step.Key)
        {
            return; // Was a leg beside the one before.
        }
        if (dossier.OpenTransfers.Count > 0)
        {
            await WorkAway(now);
            return;
        }
        var official = await Claim();
        if (plan.Supplement && !supplemented)
        {
            await RequestSupplement(official, now);
            return;
        }
        await (step.Decides ? Do("decide", official, new { outcome = "approved" })
            : step.Role == "clerk" && dossier.Outcome is not null ? Do("result", official, Result(now))
            : Do("steps/complete", official));
        if (dossier is { Outcome: not null, Result: null, Step.Role: "returnDesk" })
        {
            await Do("result", official, Result(now)); // A route without a clerk.
        }
    }

    private async Task<string> Claim()
    {
        var official = $"{dossier.Step!.Role}@{dossier.CompetentAgency.Code}";
        if (dossier.Assignee is null)
        {
            await Do("claim", official);
        }
        return official;
    }

    private async Task RequestSupplement(string official, DateTimeOffset now)
    {
        supplemented = true;
        var component = office[plan.Cell.ProcedureCode].Components.First(part => part.Required).Code;
        await Do("supplement-requests", official, new { defects = new[] { new { component, code = "illegible", message = "Bản chụp mờ" } } });
        ahead.Clear();
        ahead.Enqueue((office.Hours.Next(now), instant => AnswerSupplement(component, instant)));
    }

    /// <summary>The citizen brings it, and the term begins anew.</summary>
    private async Task AnswerSupplement(string component, DateTimeOffset now)
    {
        await Do("supplements", Filer, new { answers = new[] { new { defect = 1, part = new { component, originals = 1 } } } });
        LookAhead(now);
    }

    private async Task Return(DateTimeOffset now)
    {
        await Do("return", $"returnDesk@{plan.Agency}", new { via = "counter" });
        DemandStatus("returned");
    }

    private void DemandStatus(string status)
    {
        if (dossier.Status != status)
        {
            throw new InvalidOperationException($"{dossier.Code} is {dossier.Status}, not {status}");
        }
    }

    private async Task Do(string action, string user, object? body = null) =>
        dossier = (await office.Api.Post($"{Path}/{action}", user, body ?? new { }, dossier.Version)).Demand<Dossier>();

    private object Result(DateTimeOffset now) => office.ResultOf(plan.Cell.ProcedureCode, plan.Number, now);

    private object Body(DateTimeOffset now) => new
    {
        procedure = plan.Cell.ProcedureCode, agency = plan.Agency, channel = plan.Cell.Channel,
        owner = Applicants.Owner(plan.Number), returnBy = "counter",
        parts = office[plan.Cell.ProcedureCode].Components.Where(part => part.Required).Select(part => plan.Cell.IsOnline
            ? (object)new { component = part.Code, electronic = 1 }
            : new { component = part.Code, part.Originals, part.CertifiedCopies, part.Photocopies }),
        onTheSpot = office.IsOnTheSpot(plan.Cell) ? new { outcome = "approved", result = Result(now) } : null,
    };
}
