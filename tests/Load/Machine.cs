using Microsoft.Data.Sqlite;

namespace OneStop.Load;

/// <summary>Where the numbers were measured.</summary>
internal static class Machine
{
    public static void Print(string folder)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, {Model()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB; "
            + $".NET {Environment.Version}, SQLite {connection.ServerVersion}, {FileSystem(folder)}; client on the same machine");
    }

    private static string Model() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
        ?.Split(':')[1].Trim() ?? "unknown processor";

    private static string FileSystem(string folder) => File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
        .Where(fields => folder.StartsWith(fields[1], StringComparison.Ordinal)).MaxBy(fields => fields[1].Length)?[2] ?? "unknown file system";
}
