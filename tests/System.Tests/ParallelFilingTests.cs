using System.Globalization;
using System.Net;
using Dapper;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>Two processes take in dossiers at once on one database.</summary>
public sealed class ParallelFilingTests
{
    private const int Keys = 200;
    private static readonly string[] Agencies = ["H17.121", "H17.122", "H17.123"];

    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.SqlServer)]
    public async Task Every_key_sent_twice_is_filed_once_and_numbers_have_no_gaps(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using var first = await database.Start();
        await using var second = await database.Start();
        using var one = new ApiClient(first.Url);
        using var two = new ApiClient(second.Url);
        await Task.WhenAll(Agencies.SelectMany(agency => new[] { one.Token($"reception@{agency}"), two.Token($"reception@{agency}") }));

        // 200 requests to each process: every other key goes to both, the keys between twice to the same one.
        var answers = await Task.WhenAll(Enumerable.Range(0, 2 * Keys).Select(async i =>
        {
            var (key, copy) = (i / 2, i % 2);
            var process = (key % 2 == 0 ? copy : key / 2 % 2) == 0 ? one : two;
            var agency = Agencies[key % Agencies.Length];
            return (Key: key, Answer: await UntilTaken(() => process.Post(
                "/api/v1/dossiers", $"reception@{agency}", Filings.Counter(key, agency), key: string.Create(CultureInfo.InvariantCulture, $"key {key}"))));
        }));

        using var db = database.Open();
        Assert.That(
            answers.Where(sent => sent.Answer.Status != HttpStatusCode.Created).Select(sent => $"{sent.Answer.Status} {sent.Answer.Text}"), Is.Empty);
        var byKey = answers.GroupBy(sent => sent.Key, sent => sent.Answer).ToList();
        var codes = byKey.Select(pair => pair.First().Body.GetProperty("code").GetString()!).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byKey.Select(pair => pair.Select(answer => answer.Text).Distinct().Count()), Is.All.EqualTo(1), "one body per key");
            Assert.That(byKey.Select(pair => pair.Count(answer => answer.Replayed)), Is.All.EqualTo(1), "one of the two is a replay");
            Assert.That(codes, Is.Unique);
            foreach (var day in codes.GroupBy(code => code[..code.LastIndexOf('-')], code => int.Parse(code[(code.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture)))
            {
                Assert.That(day.Order(), Is.EqualTo(Enumerable.Range(1, day.Count())), day.Key);
            }
            Assert.That(db.ExecuteScalar<long>("SELECT COUNT(*) FROM Dossiers"), Is.EqualTo(Keys));
        }
        WholeDatabase.AssertWhole(db);
    }

    /// <summary>Sends again, as clients do, where the program says that it has too much to do and wrote nothing.</summary>
    private static async Task<ApiAnswer> UntilTaken(Func<Task<ApiAnswer>> send)
    {
        var answer = await send();
        for (var again = 0; answer.Status == HttpStatusCode.ServiceUnavailable && again < 5; again++)
        {
            answer = await send();
        }
        return answer;
    }
}
