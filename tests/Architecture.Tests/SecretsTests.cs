using System.Text.RegularExpressions;

namespace OneStop.Architecture.Tests;

/// <summary>What must not lie beside the code, and what the page on security promises.</summary>
public sealed partial class SecretsTests
{
    private static readonly string[] Read = [".cs", ".json", ".md", ".sh", ".props", ".csproj", ".sql", ".yml", ".editorconfig", ".txt"];

    [Test]
    public void No_secret_is_kept_with_the_code() => Assert.That(
        Files().SelectMany(file => Found(File.ReadAllText(file)).Select(what => $"{Path.GetRelativePath(Sources.Root, file)}: {what}")), Is.Empty);

    [TestCase("-----BEGIN EC PRIVATE KEY-----")]
    [TestCase("AKIAABCDEFGHIJKLMNOP")]
    [TestCase("ghp_abcdefghijklmnopqrstuvwxyz0123456789")]
    [TestCase("eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlc2lnbmF0dXJl")]
    [TestCase("Password=S3cr3t!Pass;")]
    public void A_secret_is_found(string text) => Assert.That(Found(text), Is.Not.Empty);

    [Test]
    public void Every_test_the_page_on_security_names_is_there()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Sources.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var named = TestName().Matches(File.ReadAllText(Path.Combine(Sources.Root, "docs", "security.md")))
            .Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToList();
        Assert.That(named, Has.Count.GreaterThan(20));
        Assert.That(
            named.Where(test => !sources.Contains($"class {test.Class}", StringComparison.Ordinal)
                || (test.Method.Length > 0 && !Regex.IsMatch(sources, $@"\b{test.Method}\("))), Is.Empty);
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Sources.Root, "*", SearchOption.AllDirectories)
        .Where(file => Read.Contains(Path.GetExtension(file)) && !Path.GetRelativePath(Sources.Root, file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "artifacts" or ".git" or "bin" or "obj" or "data")
            && Path.GetFileName(file) != "SecretsTests.cs");

    private static IEnumerable<string> Found(string text) => Secret().Matches(text).Select(match => match.Value[..Math.Min(12, match.Length)] + "…");

    [GeneratedRegex("""-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}|\bPassword=[^;\s"'{}<>…]{6,};""")]
    private static partial Regex Secret();

    [GeneratedRegex("""`([A-Z]\w+Tests)(?:\.(\w+))?`""")]
    private static partial Regex TestName();
}
