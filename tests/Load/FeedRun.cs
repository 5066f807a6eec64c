using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OneStop.Load;

/// <summary>How fast one reader follows a long log: the machine client of one province and an administrator, beside bare endpoints with the same statements.</summary>
internal static class FeedRun
{
    private const long Wanted = 200_000;
    private const string Client = "feed-of-a-province";
    private const string Province = "H27";

    /// <summary>The same again for the same dossiers: each log that is copied goes on behind the one before.</summary>
    private const string Copy = """
        INSERT INTO Events (Position, Id, Aggregate, AggregateId, Version, Type, At, Actor, Agency, Client, Data, Hash)
        SELECT Position + @Last, randomblob(16), Aggregate, AggregateId, Version + 1000 * @Copy, Type, At, Actor, Agency, Client, Data, Hash
        FROM Events
        WHERE Position <= @Originals
        """;

    public static async Task<int> Run(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("onestop-load-").FullName;
        Machine.Print(folder);
        try
        {
            var database = Path.Combine(folder, "onestop.db");
            string secret;
            using (var server = await OneStopServer.Start(database, settings.Port, folder))
            {
                using var filling = new ApiClient(server.Root);
                await Filler.Fill(filling, settings.Dossiers);
                secret = await Register(filling);
            }
            Multiply(database);
            await File.WriteAllTextAsync($"{database}.json", "null");
            using var full = await OneStopServer.Start(database, settings.Port, folder);
            using var bare = await ServerProcess.Start(
                Path.Combine(AppContext.BaseDirectory, "OneStop.Load.dll"), settings.Port + 1, Path.Combine(folder, "bare.log"), "/", "--serve-bare", database, "--port",
                (settings.Port + 1).ToString(CultureInfo.InvariantCulture));
            using var api = new ApiClient(full.Root);
            var token = await TokenOf(full.Root, secret);
            var admin = await api.Token("admin");
            for (var round = 0; round <= settings.Rounds; round++)
            {
                await Follow(round, $"client of {Province}", full, "", token);
                await Follow(round, $"bare, {Province}", bare, $"&province={Province}", null);
                await Follow(round, "administrator", full, "", admin);
            }
            Console.WriteLine($"  resident memory {full.Resident.Now} MB (at most {full.Resident.Most} MB)");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>From the first event to the last, a thousand at a time; the first round warms up.</summary>
    private static async Task Follow(int round, string name, ServerProcess server, string more, string? token)
    {
        using var http = new HttpClient { BaseAddress = server.Root };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        var (at, items, bytes, calls, began, used) = (0L, 0L, 0L, 0, Stopwatch.GetTimestamp(), server.ProcessorTime);
        while (true)
        {
            var body = await http.GetByteArrayAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/changes?after={at}&limit=1000{more}"));
            var (count, next) = Look(body);
            (items, bytes, calls) = (items + count, bytes + body.Length, calls + 1);
            if (next == at)
            {
                break;
            }
            at = next;
        }
        var time = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(round == 0 ? "(warm-up) " : "")}{name,-16} {items / time,9:N0} events/s given, {at / time,9:N0} looked at; {items:N0} of {at:N0} in {calls} answers, {time:0.00} s, {bytes >> 20} MB, processor {(server.ProcessorTime - used).TotalSeconds:0.00} s"));
    }

    private static (int Count, long Next) Look(byte[] body)
    {
        using var slice = JsonDocument.Parse(body);
        return (slice.RootElement.GetProperty("items").GetArrayLength(), slice.RootElement.GetProperty("next").GetInt64());
    }

    private static async Task<string> Register(ApiClient api)
    {
        var client = await api.Send(HttpMethod.Post, "/api/v1/clients", "admin", new
        {
            clientId = Client, displayName = "Kho dữ liệu", grant = new { scopes = new[] { "dossiers.read" }, agencies = new[] { Province }, requestsPerSecond = 10_000 }, test = false,
        });
        var secret = await api.Send(
            HttpMethod.Post, $"/api/v1/clients/{client.GetProperty("id").GetString()}/secrets", "admin", new { }, client.GetProperty("version").GetInt32());
        return secret.GetProperty("secret").GetString()!;
    }

    private static async Task<string> TokenOf(Uri root, string secret)
    {
        using var http = new HttpClient { BaseAddress = root };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", Client), new("client_secret", secret)]);
        using var answer = await http.PostAsync("/api/v1/auth/token", form);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Copies the log behind itself until it is long enough; the server does not run meanwhile.</summary>
    private static void Multiply(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Value FROM LogPositions WHERE Id = 1";
        var originals = (long)command.ExecuteScalar()!;
        var copies = Wanted / originals;
        command.CommandText = Copy;
        command.Parameters.AddWithValue("@Originals", originals);
        var (last, number) = (command.Parameters.Add("@Last", SqliteType.Integer), command.Parameters.Add("@Copy", SqliteType.Integer));
        for (var copy = 1L; copy <= copies; copy++)
        {
            (last.Value, number.Value) = (originals * copy, copy);
            command.ExecuteNonQuery();
        }
        command.CommandText = "UPDATE LogPositions SET Value = (SELECT MAX(Position) FROM Events) WHERE Id = 1";
        command.ExecuteNonQuery();
        Console.WriteLine($"{originals * (copies + 1):N0} events");
    }
}
