using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OneStop.SystemTests;

/// <summary>A client in TypeScript, whose types a public tool makes out of the contract, is compiled as strictly as it can be and works.</summary>
public sealed partial class ClientTests
{
    private const int NotStarted = -1;
    private const int TooSlow = -2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static string Root => typeof(ClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "Root").Value!;

    [TestCase(NotStarted, "No such file or directory", true)]
    [TestCase(1, "npm error code ENOTFOUND\nnpm error network request to https://registry.example/typescript failed", true)]
    [TestCase(1, "npm error code E503", true)]
    [TestCase(1, "npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync", false)]
    [TestCase(1, "npm error code EINTEGRITY\nnpm error sha512-a integrity checksum failed", false)]
    [TestCase(1, "npm error code E404\nnpm error 404 Not Found - GET https://registry.example/typescrip", false)]
    public void Only_a_machine_without_npm_or_network_excuses_the_client(int code, string text, bool excused) =>
        Assert.That(IsAbsentOrOffline((code, text)), Is.EqualTo(excused));

    [Test]
    public async Task A_generated_client_files_a_dossier_follows_the_feed_and_reads_it()
    {
        var folder = Directory.CreateTempSubdirectory("onestop-client-");
        try
        {
            var client = Copy(folder.FullName);
            if (await Run(client, "npm", "ci") is { Code: not 0 } failed)
            {
                Assert.That(IsAbsentOrOffline(failed), Is.True, failed.Text);
                Assert.Ignore($"node, npm or the packages of the client cannot be had: {failed.Text.Trim().Split('\n')[^1]}");
            }
            await Demand(client, "npm", "run", "generate");
            await Demand(client, "npm", "run", "build");
            await using var database = await TestDatabase.Create(Engine.Sqlite);
            await using var process = await database.Start();

            var said = JsonSerializer.Deserialize<JsonElement>(await Demand(client, "node", "dist/main.js", process.Url.ToString().TrimEnd('/'), $"reception@{Filings.Agency}", "onestop-demo"));

            using (Assert.EnterMultipleScope())
            {
                Assert.That(said.GetProperty("code").GetString(), Does.StartWith($"{Filings.Agency}-20261117-"));
                Assert.That(said.GetProperty("version").GetInt32(), Is.EqualTo(2));
                Assert.That(said.GetProperty("status").GetString(), Is.EqualTo("inProgress"));
                Assert.That(
                    said.GetProperty("types").EnumerateArray().Select(type => type.GetString()), Is.EqualTo(new[] { "dossierReceived", "stepCompleted" }));
                Assert.That(said.GetProperty("said")[0].GetString(), Does.Match(@"^H17\.122-20261117-\d+ received, due 2026-11-"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The client and the contract side by side as they lie in the sources, so that nothing is written there.</summary>
    private static string Copy(string folder)
    {
        var client = Directory.CreateDirectory(Path.Combine(folder, "Client", "src")).Parent!.FullName;
        foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc", "tsconfig.json", "src/main.ts" })
        {
            File.Copy(Path.Combine(Root, "tests", "Client", file), Path.Combine(client, file));
        }
        Directory.CreateDirectory(Path.Combine(folder, "Api.Tests"));
        File.Copy(Path.Combine(Root, "tests", "Api.Tests", "openapi.v1.json"), Path.Combine(folder, "Api.Tests", "openapi.v1.json"));
        return client;
    }

    private static async Task<string> Demand(string folder, string program, params string[] args)
    {
        var (code, text) = await Run(folder, program, args);
        Assert.That(code, Is.Zero, $"{program} {string.Join(' ', args)}\n{text}");
        return text;
    }

    /// <summary>npm is not there, or says by its code that nobody answers it; a broken lock file is neither.</summary>
    private static bool IsAbsentOrOffline((int Code, string Text) failed) => failed.Code == NotStarted || Offline().IsMatch(failed.Text);

    [GeneratedRegex(@"code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|E50[234])\b")]
    private static partial Regex Offline();

    /// <summary>Runs a program to its end; its output, or where it failed also what it complained of. It and its children do not outlive the patience.</summary>
    private static async Task<(int Code, string Text)> Run(string folder, string program, params string[] args)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (NotStarted, e.Message);
        }
        using (process)
        {
            var (output, faults) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return (TooSlow, $"it did not end within {Patience}\n{await output}\n{await faults}");
            }
            return (process.ExitCode, process.ExitCode == 0 ? await output : $"{await output}\n{await faults}");
        }
    }
}
