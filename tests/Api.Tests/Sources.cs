namespace OneStop.Api.Tests;

/// <summary>Where the sources lie.</summary>
internal static class Sources
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OneStop.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("OneStop.sln is in no folder above the tests");
        }
        return folder.FullName;
    }
}
