using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Transfers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Authorization;

/// <summary>What every caller is answered to every operation of the document.</summary>
internal sealed class Matrix
{
    private readonly Dictionary<(string Operation, string Column), Cell> cells = [];
    private Actors actors = null!;
    private JsonNode dossier = null!;
    private JsonNode leg = null!;

    public IReadOnlyList<Operation> Operations { get; private set; } = [];

    public Cell this[Operation operation, Caller caller] => cells[(operation.Id, caller.Column)];

    public IEnumerable<(Operation Operation, Caller Caller, Cell Cell)> All =>
        Operations.SelectMany(operation => Caller.All.Select(caller => (operation, caller, this[operation, caller])));

    /// <summary>What somebody is answered who is not signed in, and whose request is no request.</summary>
    public Dictionary<string, Answer> Senseless { get; } = [];

    public static async Task<Matrix> Fill()
    {
        Clock.Now = Monday;
        var leg = await Plans.Sent();
        var matrix = new Matrix
        {
            Operations = Operation.Of((await Anonymous.Ask("GET", "/swagger/v1/swagger.json")).Gives(200).Body),
            actors = await Caller.Write(Host), leg = leg, dossier = await LegStages.DossierOf(leg),
        };
        foreach (var operation in matrix.Operations)
        {
            await matrix.Fill(operation);
            Clock.Now = Monday;
        }
        return matrix;
    }

    private async Task Fill(Operation operation)
    {
        var plan = PlanOf(operation);
        var subject = await (plan.Subject ?? Nothing)();
        Senseless[operation.Id] = await Anonymous.Ask(
            operation.Method, $"{operation.Address(name => plan.Names(subject, name) ?? Name(operation, subject, name)).Split('?')[0]}?none=1", operation.Example is null ? null : "{\"none\": ");
        foreach (var caller in Caller.All)
        {
            var client = caller.Column == Caller.Turn ? As(plan.Turn) : caller.UserName is { } name ? await actors.As(name) : Anonymous;
            var answer = await Ask(client, operation, plan, subject, caller);
            var nowhere = operation.HasIdentity && answer.Status is 401 or 403 or 404 ? await Ask(client, operation, plan, subject, caller, Guid.NewGuid()) : null;
            cells[(operation.Id, caller.Column)] = new Cell(answer, nowhere, answer.Status >= 300 && await IsChanged(operation, subject));
            if (answer.Status < 300 && operation.Method != "GET")
            {
                subject = await (plan.Subject ?? Nothing)();
            }
        }
    }

    /// <summary>The operation's own plan, or one by its address.</summary>
    private Plan PlanOf(Operation operation)
    {
        var plan = Plans.All.GetValueOrDefault(operation.Id) ?? new Plan();
        return plan.Subject is not null || !operation.HasIdentity ? plan : plan with { Subject = SubjectOf(operation) };
    }

    private Func<Task<JsonNode>> SubjectOf(Operation operation) => (operation.Path.Split('/')[3], operation.Method) switch
    {
        ("dossiers", "GET") => () => Task.FromResult(dossier),
        ("dossiers", _) => Stages.Handled,
        ("transfers", "GET") => () => Task.FromResult(leg),
        ("transfers", _) => Plans.Sent,
        ("accounts" or "staff", _) => () => Account("matrix-peer@H17.122"),
        ("clients", _) => () => Account("matrix-client"),
        _ => Nothing,
    };

    private Task<JsonNode> Account(string userName) =>
        Task.FromResult<JsonNode>(new JsonObject { ["id"] = actors.IdOf(userName).ToString(), ["version"] = 0 });

    private static Task<JsonNode> Nothing() => Task.FromResult<JsonNode>(new JsonObject { ["id"] = Guid.Empty.ToString(), ["version"] = 1 });

    private static Task<Answer> Ask(HttpClient client, Operation operation, Plan plan, JsonNode subject, Caller caller, Guid? other = null)
    {
        var address = operation.Address(name => other is { } id && name == "id" ? id.ToString() : plan.Names(subject, name) ?? Name(operation, subject, name));
        var body = plan.Body is null ? operation.Example ?? (operation.Description["requestBody"] is null ? null : new JsonObject()) : plan.Body(subject, caller);
        string[] version = operation.NeedsVersion && subject is JsonObject ? ["If-Match", $"\"{subject["version"]}\""] : [];
        string[] type = plan.ContentType is null ? [] : ["Content-Type", plan.ContentType];
        return client.Ask(operation.Method, address + plan.Query, body, [.. version, .. type, .. plan.Headers(subject, body)]);
    }

    private static string Name(Operation operation, JsonNode subject, string name) => name switch
    {
        "id" => (string)subject["id"]!,
        "code" when operation.Path.Contains("/agencies/", StringComparison.Ordinal) => Ward,
        "code" when operation.Path.Contains("/errors/", StringComparison.Ordinal) => "dossier.exists",
        "code" => Procedure,
        "year" => "2026",
        "number" => "1",
        _ => Guid.Empty.ToString(),
    };

    /// <summary>Whether a dossier or a transfer is another one than before.</summary>
    private static async Task<bool> IsChanged(Operation operation, JsonNode subject)
    {
        if (!operation.IsOfDossier || operation.Method == "GET")
        {
            return false;
        }
        var now = (await As("admin").Ask("GET", $"/api/v1/{operation.Path.Split('/')[3]}/{subject["id"]}")).Gives(200);
        return (int)now["version"]! != (int)subject["version"]!;
    }
}

/// <summary>What one caller is answered to one operation.</summary>
/// <param name="Nowhere">What the caller is answered about something that does not exist, where the answer was a refusal.</param>
/// <param name="Changed">Whether a refusal changed what it was about.</param>
internal sealed record Cell(Answer Answer, Answer? Nowhere, bool Changed)
{
    /// <summary>The class of the answer: <c>4xx</c> is a caller who may ask, and whose question had something wrong with it.</summary>
    public string Class => Answer.Status switch
    {
        < 300 => "2xx",
        400 or 412 or 415 or 428 => "4xx",
        var status => status.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
