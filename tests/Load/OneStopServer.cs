namespace OneStop.Load;

/// <summary>The engine as it is shipped, with its demo accounts and a database of its own.</summary>
internal static class OneStopServer
{
    private const string Program = "../../Api/release/OneStop.Api.dll";

    /// <param name="build">Another build than the one made with this program.</param>
    /// <param name="more">Further configuration.</param>
    public static Task<ServerProcess> Start(string database, int port, string folder, string? build = null, params string[] more) => ServerProcess.Start(
        build ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, Program)), port, Path.Combine(folder, $"onestop-{port}.log"), "/health/ready",
        ["--Urls", $"http://127.0.0.1:{port}", "--Database:ConnectionString", $"Data Source={database}", "--Limits:RequestsPerSecond", "1000000", .. more]);
}
