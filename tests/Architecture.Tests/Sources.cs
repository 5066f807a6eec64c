using System.Text.RegularExpressions;

namespace OneStop.Architecture.Tests;

/// <summary>The source files of the product, as text.</summary>
internal static partial class Sources
{
    public static readonly string Root = Find();

    public static readonly IReadOnlyList<SourceFile> All =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => new SourceFile(Path.GetRelativePath(Path.Combine(Root, "src"), path).Replace('\\', '/'), File.ReadAllLines(path)))
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^using (?:static )?OneStop\.(\w+)(?:\.(\w+))?")]
    internal static partial Regex Using();

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

/// <param name="Name">Path below <c>src</c>.</param>
internal sealed record SourceFile(string Name, string[] Lines)
{
    public string Layer => Name.Split('/')[0];

    /// <summary>Folder below the layer; the layer itself for files that put it together.</summary>
    public string Module => Name.Split('/') is [_, var module, _, ..] ? module : Layer;

    /// <summary>Modules and layers the file uses beside its own.</summary>
    public IEnumerable<string> Uses => Lines.Select(line => Sources.Using().Match(line)).Where(match => match.Success)
        .Select(match => match.Groups[2].Success ? match.Groups[2].Value : match.Groups[1].Value).Where(used => used != Module);

    /// <summary>Members with a body in braces, with the length of the body.</summary>
    public IEnumerable<(string Member, int Length)> Bodies()
    {
        var begin = -1;
        for (var i = 0; i < Lines.Length; i++)
        {
            if (Lines[i] is "    {")
            {
                begin = i;
            }
            else if (begin >= 0 && Lines[i] is "    }" or "    };")
            {
                var head = begin - 1;
                while (head > 0 && !(Lines[head].StartsWith("    ", StringComparison.Ordinal) && Lines[head][4] is not (' ' or '/' or '[')))
                {
                    head--;
                }
                if (Lines[head].Contains('(', StringComparison.Ordinal) && !Lines[head].Contains(" class ", StringComparison.Ordinal) && !Lines[head].Contains(" record ", StringComparison.Ordinal))
                {
                    yield return (Lines[head].Trim(), i - begin - 1);
                }
                begin = -1;
            }
        }
    }
}
