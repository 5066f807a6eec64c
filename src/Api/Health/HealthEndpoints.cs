using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Api.Health;

/// <summary>Probes for those who operate the process.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", Live).WithTags("Health").WithName("Live").WithGroupName("v1");
        app.MapGet("/health/ready", Ready).WithTags("Health").WithName("Ready").WithGroupName("v1").Produces<Readiness>();
    }

    /// <summary>The process runs — tiến trình đang chạy</summary>
    /// <response code="200">It does.</response>
    private static Ok<Liveness> Live() => TypedResults.Ok(new Liveness("live"));

    /// <summary>The process can serve — sẵn sàng phục vụ</summary>
    /// <response code="200">The database answers.</response>
    /// <response code="503">It does not.</response>
    private static async Task<JsonHttpResult<Readiness>> Ready(DatabaseHealth database, CancellationToken ct)
    {
        var state = await database.Check(ct);
        return TypedResults.Json(
            new Readiness(state.Answers ? "ready" : "notReady", state.Answers, state.Sandbox),
            statusCode: state.Answers ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    internal sealed record Liveness(string Status);

    /// <param name="Database">Whether the database answers.</param>
    /// <param name="Sandbox">Whether the database ever was one of a sandbox, so that its data is not real.</param>
    internal sealed record Readiness(string Status, bool Database, bool Sandbox);
}
