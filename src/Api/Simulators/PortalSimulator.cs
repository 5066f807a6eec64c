using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OneStop.Api.Simulators;

/// <summary>
/// The National Public Service Portal as far as one-stop systems speak to it: sessions, a look-up, entering and updating of dossiers, progress. It
/// is strict, keeps the order of a dossier's life, and misbehaves as <see cref="FaultPlan"/> says; magic words stand in <c>GhiChu</c>.
/// </summary>
internal static class PortalSimulator
{
    private const string System = "portal";
    private const string Busy = "Hệ thống đang bận";

    private static int turn;

    public static void MapPortal(this WebApplication app)
    {
        app.MapPost("/portal/auth", SignIn);
        app.MapPost("/portal/services", Call);
        app.MapPortalControls();
    }

    /// <summary>Gives a session to whoever names itself.</summary>
    private static Task<IResult> SignIn(HttpContext http, PortalShelf shelf, FaultPlan plan) => shelf.Counted(() => Session(http, shelf, plan));

    private static async Task<IResult> Session(HttpContext http, PortalShelf shelf, FaultPlan plan)
    {
        var body = await Body(http);
        return await Meeting(plan.For(System, $"auth:{shelf.SignIns}", null), http, () =>
            Task.FromResult(PortalForms.Text(body, "username").Length == 0 || PortalForms.Text(body, "password") is "" or "wrong"
                ? Answer("-1", "Sai tên đăng nhập hoặc mật khẩu")
                : Answer("0", "OK", "session", shelf.SignIn())));
    }

    /// <summary>Every service, by its name in the body.</summary>
    private static Task<IResult> Call(HttpContext http, PortalShelf shelf, DictionaryShelf dictionary, FaultPlan plan, PortalWays ways) =>
        shelf.Counted(() => Service(http, shelf, dictionary, plan, ways));

    private static async Task<IResult> Service(HttpContext http, PortalShelf shelf, DictionaryShelf dictionary, FaultPlan plan, PortalWays ways)
    {
        var body = await Body(http);
        shelf.CarryOut(ways.Now);
        if (!shelf.Holds(PortalForms.Text(body, "session"), ways.CallsPerSession))
        {
            return ways.EndsByStatus
                ? Results.StatusCode(StatusCodes.Status401Unauthorized)
                : Results.Json(Answer("401", "Phiên làm việc đã hết hạn"));
        }
        if (PortalForms.Text(body, "madonvi").Length == 0)
        {
            return Results.Json(Answer("-1", shelf.Refuse("Thiếu madonvi")));
        }
        var service = PortalForms.Text(body, "service");
        if (DictionarySimulator.Serves(service))
        {
            var asked = PortalForms.Text(body, "maTTHC");
            await Task.Delay(plan[System].DelayMilliseconds, http.RequestAborted);
            return await Meeting(
                plan.For(System, $"{service}:{asked}", dictionary.Remark(asked)), http, () => Task.FromResult(Answer("0", "OK", "result", DictionarySimulator.Result(service, asked, dictionary))));
        }
        var code = CodeOf(body, service);
        var remark = service == "DongBoHoSoMC" ? PortalForms.Text(Items(body).FirstOrDefault() ?? [], "GhiChu") : PortalForms.Text(shelf.Find(code)?.Record ?? [], "GhiChu");
        var message = service == "TraCuuHoSo" ? $"{service}:{code}" : $"{service}:{code}:{Digest(body)}";
        var fault = plan.For(System, message, remark);
        if (fault == SimulatedFault.ApplyLate && service != "TraCuuHoSo")
        {
            shelf.Postpone(ways.Now.AddMilliseconds(plan[System].LateMilliseconds), () => Serve(service, body, code, shelf, ways));
        }
        return await Meeting(fault, http, () => shelf.About(code, async () =>
        {
            // Whoever comes meanwhile about the same dossier is noticed; whoever goes away is not served.
            await Task.Delay(plan[System].DelayMilliseconds, http.RequestAborted);
            http.RequestAborted.ThrowIfCancellationRequested();
            return shelf.Alone(() => Serve(service, body, code, shelf, ways));
        }));
    }

    /// <summary>Takes the message, or meets it with a fault.</summary>
    private static async Task<IResult> Meeting(SimulatedFault fault, HttpContext http, Func<Task<JsonObject>> take)
    {
        switch (fault)
        {
            case SimulatedFault.Unavailable:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case SimulatedFault.Reject:
                return Results.Json(Answer("-99", Busy));
            case SimulatedFault.ApplyLate:
                http.Abort();
                return Results.Empty;
        }
        var answer = await take();
        switch (fault)
        {
            case SimulatedFault.TimeOut:
                await Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.Empty;
            case SimulatedFault.Broken:
                http.Abort();
                return Results.Empty;
            case SimulatedFault.Late:
                return Results.Json(Answer("-98", Busy));
            default:
                return Results.Json(answer);
        }
    }

    private static JsonObject Serve(string service, JsonObject body, string code, PortalShelf shelf, PortalWays ways) => service switch
    {
        "TraCuuHoSo" => shelf.Find(code) is { } held ? Answer("0", "OK", "data", new JsonArray(ways.HidesProgress ? held.Record.DeepClone() : held.Answer())) : Answer("0", "OK", "data", new JsonArray()),
        "DongBoHoSoMC" => Sync(body, shelf, ways),
        "CapNhatTienDoHoSoMC" => Progress(body, shelf),
        _ => Answer("-2", shelf.Refuse($"Không có dịch vụ {service}")),
    };

    private static JsonObject Sync(JsonObject body, PortalShelf shelf, PortalWays ways)
    {
        var updating = PortalForms.Text(body, "isUpdating");
        foreach (var record in Items(body))
        {
            var code = PortalForms.Text(record, "MaHoSo");
            var held = shelf.Find(code);
            var fault = PortalForms.FaultOfRecord(record, ways.Of2026)
                ?? (updating is not ("True" or "False") ? "isUpdating phải là True hoặc False" : null)
                ?? (updating == "True" && held is null ? "Hồ sơ chưa tồn tại" : null)
                ?? (updating == "False" && held is not null ? "Hồ sơ đã tồn tại" : null);
            if (fault is not null)
            {
                return Answer("-1", shelf.Refuse(fault));
            }
            var status = PortalForms.Text(record, "TrangThaiHoSo");
            var statuses = held?.Statuses ?? [];
            shelf.Put(new HeldRecord(code, (JsonObject)record.DeepClone(), held?.Progress ?? [], statuses is [.., var last] && last == status ? statuses : [.. statuses, status]));
        }
        return Answer("00", "OK");
    }

    private static JsonObject Progress(JsonObject body, PortalShelf shelf)
    {
        var lines = Items(body).ToArray();
        foreach (var line in lines)
        {
            var fault = PortalForms.FaultOfLine(line) ?? (shelf.Find(PortalForms.Text(line, "MaHoSo")) is null ? "Tiến độ của hồ sơ chưa tồn tại" : null);
            if (fault is not null)
            {
                return Answer("-1", shelf.Refuse(fault));
            }
        }
        foreach (var of in lines.GroupBy(line => PortalForms.Text(line, "MaHoSo")))
        {
            var held = shelf.Find(of.Key)!;
            shelf.Put(held with { Progress = [.. held.Progress, .. of.Select(line => (JsonObject)line.DeepClone())] });
        }
        return Answer("0", "OK");
    }

    internal static async Task<JsonObject> Body(HttpContext http) => await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject ?? [];

    private static IEnumerable<JsonObject> Items(JsonObject body) => (body["data"] as JsonArray ?? []).OfType<JsonObject>();

    private static string CodeOf(JsonObject body, string service) =>
        service == "TraCuuHoSo" ? PortalForms.Text(body, "mahoso") : PortalForms.Text(Items(body).FirstOrDefault() ?? [], "MaHoSo");

    private static string Digest(JsonObject body) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{body["isUpdating"]}{body["data"]?.ToJsonString()}")));

    /// <summary>An answer with an error code, now a number and now a text, as both are met.</summary>
    private static JsonObject Answer(string code, string text, string? name = null, JsonNode? value = null)
    {
        var answer = new JsonObject { ["error_code"] = Interlocked.Increment(ref turn) % 2 == 0 ? JsonValue.Create(code) : JsonValue.Create(int.Parse(code, global::System.Globalization.CultureInfo.InvariantCulture)), ["message"] = text };
        if (name is not null)
        {
            answer[name] = value;
        }
        return answer;
    }
}

/// <summary>How the simulated portal is set up, under <c>Simulators</c>.</summary>
internal sealed class PortalWays(IConfiguration configuration, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>After so many calls a session ends.</summary>
    public int CallsPerSession => configuration.GetValue("Simulators:PortalCallsPerSession", 1_000);

    /// <summary>Whether it tells by the status of HTTP that a session has ended.</summary>
    public bool EndsByStatus => configuration.GetValue("Simulators:PortalEndsByStatus", false);

    /// <summary>Whether its look-up says nothing of progress.</summary>
    public bool HidesProgress => configuration.GetValue("Simulators:PortalHidesProgress", false);

    /// <summary>Whether it speaks the interface of 2026, else that of 2019.</summary>
    public bool Of2026 => configuration.GetValue("Simulators:PortalInterface", 2019) == 2026;
}
