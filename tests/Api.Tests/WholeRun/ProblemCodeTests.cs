using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.WholeRun;

/// <summary>
/// The codes that answers carried in this run are the documented ones, all of them and no others. The namespace sorts last, so that
/// everything else has run.
/// </summary>
public sealed class ProblemCodeTests
{
    /// <summary>Codes no test over HTTP can bring about, and why.</summary>
    private static readonly Dictionary<string, string> OutOfReach = new()
    {
        ["request.no-fault"] = "only a bug brings it",
        ["request.available"] = "needs a database that is full or closing down",
    };

    [Test]
    public async Task The_codes_emitted_are_the_codes_documented()
    {
        var documented = (await Anonymous.Ask("GET", "/api/v1/errors")).Gives(200).Body.AsArray().Select(error => (string)error!["code"]!).ToHashSet();
        if (CodeRecorder.Emitted.Count() < documented.Count / 2)
        {
            Assert.Ignore("says something in a whole run only");
        }
        Assert.Multiple(() =>
        {
            Assert.That(CodeRecorder.Emitted.Except(documented).Order(), Is.Empty, "emitted, not documented");
            Assert.That(documented.Except(CodeRecorder.Emitted).Except(OutOfReach.Keys).Order(), Is.Empty, "documented, never emitted: test it, or document it no longer");
            Assert.That(OutOfReach.Keys.Intersect(CodeRecorder.Emitted), Is.Empty, "within reach after all");
            Assert.That(OutOfReach.Keys.Except(documented), Is.Empty, "no longer documented");
        });
    }
}
