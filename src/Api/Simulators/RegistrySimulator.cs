using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OneStop.Api.Simulators;

/// <summary>The documents that the simulated document management took, by their identity, with the number it confirmed each under.</summary>
internal sealed class DocumentShelf(IConfiguration configuration)
{
    public Kept<string, string> Receipts { get; } = new(Memory.Of(configuration));
}

/// <summary>
/// The population database, the business register, the civil-status register and a document management of others, below <c>/registries</c>. What it
/// holds is made up from the number that is asked. Numbers with magic endings misbehave: 9001 refuses, 9002 answers too late, 9003 is
/// unavailable, 9004 breaks the connection, 9005 is unknown, 9006 answers nonsense, 9007 answers without end.
/// </summary>
internal static class RegistrySimulator
{
    private const string System = "registries";
    private const int Endless = 256 * 1024;
    private const int EndingLength = 4;

    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(6);
    private static readonly string[] FamilyNames = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng"];
    private static readonly string[] GivenNames = ["Mẫu An", "Mẫu Bình", "Mẫu Chi", "Mẫu Dũng", "Mẫu Hà", "Mẫu Lan", "Mẫu Minh", "Mẫu Sơn"];

    public static void MapRegistries(this WebApplication app)
    {
        app.MapPost("/registries/{registry}/lookup", LookUp);
        app.MapPost("/registries/documents", Take);
        app.MapGet("/registries/documents", (DocumentShelf shelf) => shelf.Receipts.Entries);
        app.MapPost("/registries/documents/deliver", (JsonObject document, VendorSimulator vendor, CancellationToken ct) => vendor.Deliver(document, ct));
        app.MapDelete("/registries/documents", (DocumentShelf shelf) => shelf.Receipts.Clear());
    }

    private static async Task<IResult> LookUp(string registry, Question question, HttpContext http, FaultPlan plan)
    {
        var ending = question.Number.Length >= EndingLength ? question.Number[^EndingLength..] : "";
        var fault = ending switch
        {
            "9001" => SimulatedFault.Reject,
            "9002" => SimulatedFault.TimeOut,
            "9003" => SimulatedFault.Unavailable,
            "9004" => SimulatedFault.Broken,
            _ => plan.For(System, http.Request.Headers["X-Request-Id"].ToString(), null),
        };
        var answer = ending switch
        {
            "9005" => Results.Json(new Reply("404", "Không có dữ liệu", null)),
            "9006" => Results.Text("<html>lỗi</html>", "text/html"),
            "9007" => Results.Json(new Reply("0", "OK", new { name = new string('A', Endless) })),
            _ => Results.Json(new Reply("0", "OK", Held(registry, question.Number))),
        };
        return await Misbehave(fault, answer, http, plan);
    }

    private static async Task<IResult> Take(Sending document, HttpContext http, FaultPlan plan, DocumentShelf shelf)
    {
        var fault = plan.For(System, document.Id, document.Title);
        if (fault is SimulatedFault.Reject or SimulatedFault.Unavailable or SimulatedFault.Busy)
        {
            return await Misbehave(fault, Results.Ok(), http, plan);
        }
        var receipt = shelf.Receipts.Put(document.Id, () => $"TN-{document.Id[..8]}", before => before);
        return await Misbehave(fault, Results.Json(new Reply("0", "OK", new { receipt })), http, plan);
    }

    private static async Task<IResult> Misbehave(SimulatedFault fault, IResult answer, HttpContext http, FaultPlan plan)
    {
        await Task.Delay(plan[System].DelayMilliseconds, http.RequestAborted);
        switch (fault)
        {
            case SimulatedFault.Reject:
                return Results.Json(new Reply("-1", "Từ chối", null));
            case SimulatedFault.Busy:
                return Results.Json(new Reply("503", "Hệ thống đang bận", null));
            case SimulatedFault.Unavailable:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case SimulatedFault.TimeOut:
                await Task.Delay(TooLate, http.RequestAborted);
                return answer;
            case SimulatedFault.Broken:
                http.Abort();
                return Results.Empty;
            default:
                return answer;
        }
    }

    private static object Held(string registry, string number)
    {
        var lot = number.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter) & int.MaxValue);
        var person = $"{FamilyNames[lot % FamilyNames.Length]} {GivenNames[lot / 8 % GivenNames.Length]}";
        var date = new DateOnly(1950, 1, 1).AddDays(lot % 20_000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return registry switch
        {
            "enterprises" => new { name = $"Công ty TNHH {person}", status = "active", date, address = "Thành phố Đà Nẵng", representative = person },
            "civil-status" => new { name = person, status = "registered", date, entryNumber = (lot % 1_000).ToString(CultureInfo.InvariantCulture) + "/KS" },
            _ => new { name = person, status = "alive", date, address = "Thành phố Đà Nẵng" },
        };
    }

    private sealed record Question(string Number, string Purpose);

    private sealed record Sending(string Id, string Recipient, string Number, string Title, string Sha256, string? Url);

    private sealed record Reply([property: JsonPropertyName("error_code")] string ErrorCode, string Message, object? Data);
}
