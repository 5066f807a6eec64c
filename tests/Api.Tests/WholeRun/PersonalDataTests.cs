using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using OneStop.Application.Pipeline;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.WholeRun;

/// <summary>
/// Personal data stay in their tables: a broad day's work with marked values, and none of the marks in a log record, an event, a measure, a span, a
/// problem, a header or an address.
/// </summary>
public sealed class PersonalDataTests
{
    /// <summary>The columns that hold personal data; an erasure empties them.</summary>
    private static readonly string[] Kept =
    [
        "Accounts.DisplayName", "Accounts.Details", "Dossiers.Details", "DossierKeys.Value", "OwnerDocuments.Value", "EventNotes.Note", "Transfers.Details", "IdempotencyKeys.Answer", "Notifications.Address",
    ];

    private Outlets outlets = null!;
    private TestHost host = null!;
    private Marks marks = null!;

    [SetUp]
    public void Open()
    {
        (outlets, marks) = (new Outlets(), new Marks());
        host = new TestHost(
            services => services
                .Replace(ServiceDescriptor.Singleton<TimeProvider>(new MovableClock(Monday)))
                .AddLogging(logging => logging.ClearProviders().AddProvider(outlets.Logs).SetMinimumLevel(LogLevel.Debug)),
            settings: new Dictionary<string, string>
            {
                ["Logging:LogLevel:Default"] = "Debug", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Debug", ["Logging:LogLevel:Microsoft"] = "Debug",
                ["Notifications:Enabled"] = "true", ["Notifications:SettleSeconds"] = "0", ["Notifications:QuietHours"] = "",
            });
    }

    [TearDown]
    public async Task Close()
    {
        await host.DisposeAsync();
        outlets.Dispose();
    }

    [Test]
    public async Task None_leave_their_tables_whatever_is_done_with_them()
    {
        await Accounts();
        await Powers();
        var dossier = await FromFilingToErasure();
        await Endings();
        await Legs();
        await Faults(dossier);
        await host.Services.GetRequiredService<OneStop.Infrastructure.Jobs.DueJobRunner>().RunUntil(Monday.AddDays(40), CancellationToken.None);

        var events = Tables.Rows("SELECT Type, AggregateId, Data FROM Events", host.Database);
        foreach (var row in events)
        {
            outlets.Say($"event {row[0]}", $"{row[1]} {row[2]}");
        }
        Assert.Multiple(() =>
        {
            Assert.That(string.Join("\n", outlets.WhereIs(marks.Personal)), Is.Empty);
            Assert.That(string.Join("\n", outlets.WhereIs(marks.Secret)), Is.Empty);
            Assert.That(string.Join("\n", outlets.WhereIs([marks.UserName]).Where(place => !place.StartsWith("problem 412", StringComparison.Ordinal))), Is.Empty, "who changed it since is said by name");
            Assert.That(Tables.WhereIs(host.Database, marks.Personal).Except(Kept), Is.Empty);
            Assert.That(Tables.WhereIs(host.Database, marks.Personal), Does.Contain("Dossiers.Details").And.Contain("DossierKeys.Value").And.Contain("EventNotes.Note").And.Contain("Accounts.Details"));
            Assert.That(Tables.WhereIs(host.Database, marks.Secret), Is.Empty, "passwords and tokens stand nowhere");
            Assert.That(new[] { "log", "metric", "span", "problem", "header", "address", "event" }.Where(kind => !outlets.Kinds[kind].Any()), Is.Empty, "listened to");
        });
    }

    [Test]
    public async Task A_mark_that_is_let_out_is_found()
    {
        using var client = host.CreateDefaultClient(outlets.Ear());
        host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Planted").LogDebug("saw {Name}", marks.Name);
        using (host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Scope").BeginScope(new Dictionary<string, object?> { ["who"] = marks.Phone }))
        {
            host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Scope").LogInformation("nothing by itself");
        }
        using (var meter = new Meter(TelemetrySources.Name))
        {
            meter.CreateCounter<long>("planted").Add(1, new KeyValuePair<string, object?>("email", marks.Email));
        }
        using (var source = new ActivitySource("planted"))
        {
            source.StartActivity("planted")?.SetTag("id", marks.PersonalId).Dispose();
        }
        outlets.Say("address", Uri.EscapeDataString($"/api/v1/dossiers?name=Nguyễn {marks.Name}"));
        // An address that is not known comes back in nothing but the address.
        (await client.Ask("GET", "/api/v1/me")).Gives(401);
        var found = outlets.WhereIs(marks.Personal);
        Assert.That(
            new[] { "log Planted", "log Scope", "metric planted", "span planted", "address" }.Where(where => !found.Any(place => place.StartsWith(where, StringComparison.Ordinal))), Is.Empty);
        Tables.Run($"UPDATE Agencies SET Details = '{marks.Name}' WHERE Code = '{Ward}'", host.Database);
        Assert.That(Tables.WhereIs(host.Database, marks.Personal), Is.EqualTo(new[] { "Agencies.Details" }));
    }

    private async Task Accounts()
    {
        var nobody = As(null);
        var account = (await nobody.Ask("POST", "/api/v1/accounts", new
        {
            userName = marks.UserName, password = marks.Password, displayName = marks.Name, kind = "citizen", phone = marks.Phone, email = marks.Email,
        })).Gives(201).Body;
        (await nobody.Ask("POST", "/api/v1/accounts", new { userName = marks.Name, password = marks.Password, displayName = marks.Name, kind = "citizen" })).Gives(400);
        (await nobody.Ask("POST", "/api/v1/accounts", new { userName = marks.UserName, password = marks.Password, displayName = marks.Name, kind = "citizen" })).Gives(409);
        (await As("admin").Ask("POST", "/api/v1/staff", new
        {
            userName = $"{marks.UserName}.b", password = marks.Password, displayName = marks.Name, agency = Ward, roles = new[] { new { role = "handler" } },
        })).Gives(201);
        foreach (var (name, password) in new[] { (marks.UserName, $"{marks.Password}!"), (marks.Name, marks.Password), (marks.UserName, marks.Password) })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "password", ["username"] = name, ["password"] = password });
            using var answer = await nobody.PostAsync("/api/v1/auth/token", form);
        }
        marks.Token(await host.Token(marks.UserName, marks.Password));
        var own = SignedIn(marks.Tokens[0]);
        (await own.Ask("GET", "/api/v1/me")).Gives(200);
        (await own.Ask("GET", $"/api/v1/accounts/{account["id"]}")).Gives(200);
        (await SignedIn($"{marks.Tokens[0][..^4]}AAAA").Ask("GET", "/api/v1/me")).Gives(401);
        var staff = await host.Token($"{marks.UserName}.b", marks.Password);
        marks.Token(staff);
        (await As("admin").Ask("GET", $"/api/v1/agencies/{Ward}/staff")).Gives(200);
        (await As("admin").Ask("POST", $"/api/v1/accounts/{account["id"]}/disable", new { reason = marks.Name }, "If-Match", "\"9\"")).Gives(412);
    }

    /// <summary>A mandate between two, one of a desk over a person without an account, an absence, a machine client with a secret.</summary>
    private async Task Powers()
    {
        var (own, official) = (SignedIn(marks.Tokens[0]), SignedIn(marks.Tokens[1]));
        var mandate = (await own.Ask("POST", "/api/v1/mandates", new { kind = "authorised", representative = "citizen9" })).Gives(201).Body;
        (await own.Ask("POST", "/api/v1/mandates", new { kind = "authorised", representative = marks.Name })).Gives(400);
        var place = $"/api/v1/mandates/{mandate["id"]}";
        (await own.Ask("POST", $"{place}/accept", new { }, "If-Match", "\"1\"")).Gives(409);
        (await As("citizen9").Ask("POST", $"{place}/accept", new { }, "If-Match", "\"1\"")).Gives(200);
        (await As("citizen9").Ask("POST", $"{place}/revoke", new { reason = marks.Name }, "If-Match", "\"2\"")).Gives(200);
        (await own.Ask("GET", $"{place}/history")).Gives(200);
        var paper = new { name = "Giấy khai sinh", mediaType = "application/pdf", sha256 = new string('a', 64) };
        var child = new { fullName = marks.Name, personalId = marks.NextPersonalId() };
        (await As(Stages.Reception).Ask("POST", "/api/v1/mandates", new { kind = "parent", representative = marks.UserName, principalPerson = child, evidence = paper })).Gives(201);
        (await own.Ask("GET", "/api/v1/mandates")).Gives(200);

        var me = (await official.Ask("GET", "/api/v1/me")).Gives(200);
        var absences = $"/api/v1/staff/{me["id"]}/absences";
        (await official.Ask(
            "POST", absences, new { fromDay = "2026-03-03", toDay = "2026-03-03", cover = Stages.Handler, reason = marks.Name }, "If-Match", $"\"{me["version"]}\"")).Gives(201);
        (await official.Ask("GET", absences)).Gives(200);

        var client = (await As("admin").Ask("POST", "/api/v1/clients", new
        {
            clientId = "portal-of-marks", displayName = marks.Name, test = false, grant = new { scopes = new[] { "dossiers.file" } },
        })).Gives(201).Body;
        var secret = (await As("admin").Ask("POST", $"/api/v1/clients/{client["id"]}/secrets", new { }, "If-Match", $"\"{client["version"]}\"")).Gives(201);
        marks.Token((string)secret["secret"]!);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "portal-of-marks", ["client_secret"] = (string)secret["secret"]!,
        });
        using var answer = await As(null).PostAsync("/api/v1/auth/token", form);
        Assert.That(answer.IsSuccessStatusCode, Is.True);
    }

    /// <summary>With everything a filing can say, by somebody who registered; corrected, supplemented, decided, returned, looked at.</summary>
    private async Task<JsonNode> FromFilingToErasure()
    {
        var own = SignedIn(marks.Tokens[0]);
        (await own.Ask("POST", "/api/v1/dossiers?validateOnly=true", Full("online"))).Gives(200);
        var dossier = (await own.Ask("POST", "/api/v1/dossiers", Full("online"), "Idempotency-Key", $"file-{Guid.NewGuid()}")).Gives(201).Body;
        dossier = await Do(dossier, "accept", Stages.Reception);
        (await Try(dossier, "correct", Stages.Reception, new { changes = new { owner = Person("tên mới") }, reason = marks.Name })).Gives(200);
        dossier = await Again(dossier);
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", Full("counter"))).Gives(409);
        var twin = Full("counter");
        twin["acknowledgeDuplicate"] = true;
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", twin)).Gives(201);
        dossier = await Do(dossier, "steps/complete", Stages.Reception, new { note = marks.Name });
        dossier = await Do(dossier, "claim", Stages.Handler);
        dossier = await Do(dossier, "supplement-requests", Stages.Handler, new { defects = new[] { new { component = "02", code = "illegible", message = marks.Name } } });
        (await own.Ask(
            "POST", $"/api/v1/dossiers/{dossier["id"]}/supplements",
            new { answers = new[] { new { defect = 1, message = marks.Name, part = new { component = "02", originals = 1, documents = new[] { Document() } } } } },
            "If-Match", $"\"{dossier["version"]}\"")).Gives(200);
        dossier = await Again(dossier);
        dossier = await Do(dossier, "extend", Stages.Leader, new { by = new { value = 1, unit = "workingDay" }, reason = marks.Name });
        foreach (var part in new[] { "", "/history", "/receipt", "/deadline", "/actions", "/access-journal", "/transfers" })
        {
            (await own.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}{part}")).Gives(200);
        }
        foreach (var body in new object[] { new { ownerName = marks.Name, limit = 1 }, new { personalId = marks.PersonalId }, new { phone = marks.Phone }, new { taxCode = marks.TaxCode } })
        {
            (await As(Stages.Leader).Ask("POST", "/api/v1/dossiers/search", body)).Gives(200);
        }
        (await As(Stages.Leader).Ask("GET", "/api/v1/dossiers?limit=1")).Gives(200);
        (await As("admin").Ask("GET", $"/api/v1/audit?subject={dossier["id"]}&limit=1")).Gives(200);
        (await As("admin").Ask("GET", $"/api/v1/reports/handling?agency={Ward}&from=2026-03-01&to=2026-03-31&groupBy=field")).Gives(200);
        return dossier;
    }

    /// <summary>Refused, withdrawn, stopped, reopened and erased, one by one and as a batch; a group; by post.</summary>
    private async Task Endings()
    {
        var own = SignedIn(marks.Tokens[0]);
        async Task<JsonNode> New() => (await own.Ask("POST", "/api/v1/dossiers", Full("online", another: true))).Gives(201).Body;
        await Do(await New(), "refuse", Stages.Reception, new { defects = new[] { new { field = "owner.fullName", code = "wrong", message = marks.Name } } });
        var withdrawn = await New();
        (await own.Ask("POST", $"/api/v1/dossiers/{withdrawn["id"]}/withdraw", new { reason = marks.Name }, "If-Match", "\"1\"")).Gives(200);
        await Do(await Again(withdrawn), "erase", "admin", new { basis = "request", reason = marks.Name });
        var stopped = await Do(await Do(await New(), "accept", Stages.Reception), "stop", Stages.Leader, new { reason = marks.Name });
        stopped = await Do(stopped, "reopen", Stages.Leader, new { reason = marks.Name });
        (await As(Stages.Leader).Ask("POST", "/api/v1/dossiers/batch", new
        {
            action = "stop",
            items = new object[]
            {
                new { id = stopped["id"]!.ToString(), ifMatch = (int)stopped["version"]!, reason = marks.Name },
                new { id = Guid.NewGuid().ToString(), ifMatch = 1, reason = marks.Name },
                new { id = stopped["id"]!.ToString(), ifMatch = 1, reason = marks.Name },
            },
        })).Gives(200);
        var group = Group("online");
        (group["owner"], group["submitter"], group["note"]) = (Person("nhóm", another: true), Person("nộp thay", another: true), marks.Name);
        (await own.Ask("POST", "/api/v1/dossier-groups", group)).Gives(201);
        var postal = Full("postal", another: true);
        postal["postal"] = new JsonObject { ["handoverRecord"] = marks.Name, ["handedOverAt"] = "2026-03-01T08:00:00+07:00" };
        postal["acknowledgeDuplicate"] = true;
        await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", postal);
    }

    /// <summary>A leg to another agency with a task, a reason and documents, declined, sent anew and completed.</summary>
    private async Task Legs()
    {
        var dossier = (await SignedIn(marks.Tokens[0]).Ask("POST", "/api/v1/dossiers", Full("online", another: true))).Gives(201).Body;
        dossier = await Do(await Do(await Do(dossier, "accept", Stages.Reception), "steps/complete", Stages.Reception), "claim", Stages.Handler);
        foreach (var end in new[] { "decline", "complete" })
        {
            var opening = new { kind = "horizontal", toAgency = Elsewhere, task = marks.Name, limit = new { value = 1, unit = "workingDay" }, reason = marks.Name, documents = new[] { Document() } };
            var leg = (await Try(dossier, "transfers", Stages.Handler, opening)).Gives(201).Body;
            (await As($"head@{Elsewhere}").Ask("GET", $"/api/v1/transfers/{leg["id"]}/slip")).Gives(200);
            (await As($"head@{Elsewhere}").Ask("GET", $"/api/v1/transfers/{leg["id"]}/slip", null, "Accept", "text/html")).Gives(200);
            object body = new { reason = marks.Name };
            var version = 1;
            if (end == "complete")
            {
                (await As($"head@{Elsewhere}").Ask("POST", $"/api/v1/transfers/{leg["id"]}/accept", new { }, "If-Match", "\"1\"")).Gives(200);
                (body, version) = (new { note = marks.Name, documents = new[] { Document() } }, 2);
            }
            (await As($"head@{Elsewhere}").Ask("POST", $"/api/v1/transfers/{leg["id"]}/{end}", body, "If-Match", $"\"{version}\"")).Gives(200);
            dossier = await Again(dossier);
        }
    }

    /// <summary>Personal data where they do not belong: in wrong fields, addresses and headers, in bodies nobody can read.</summary>
    private async Task Faults(JsonNode dossier)
    {
        foreach (var (path, value) in new[]
        {
            ("personalId", marks.Name), ("phone", marks.Name), ("email", marks.Name), ("taxCode", marks.Name[..10]), ("kind", marks.Name), ("passport", "?" + marks.PersonalId),
        })
        {
            var filing = Full("counter");
            filing["owner"]![path] = value;
            (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", filing)).Gives(400);
        }
        foreach (var field in new[] { "procedure", "case", "agency", "competentAgency", "channel", "returnBy", "khac" })
        {
            var filing = Full("counter");
            filing[field] = marks.Name;
            (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", filing)).Gives(400);
        }
        var broken = Full("counter").ToJsonString();
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", broken[..^20])).Gives(400);
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", $"\"{marks.Name}\"")).Gives(400);
        (await As(Stages.Reception).Ask("POST", "/api/v1/dossiers", broken, "Content-Type", "text/plain")).Gives(415);
        var reader = As(Stages.Handler);
        var name = Uri.EscapeDataString($"Nguyễn {marks.Name}");
        foreach (var place in new[]
        {
            $"/api/v1/dossiers?ownerName={name}", $"/api/v1/dossiers?personalId={marks.PersonalId}", $"/api/v1/dossiers?status={name}", $"/api/v1/dossiers?cursor={name}",
            $"/api/v1/dossiers?cell={name}", $"/api/v1/dossiers?agency={name}", $"/api/v1/dossiers?assignee={name}", $"/api/v1/dossiers/{name}", $"/api/v1/dossiers/{marks.PersonalId}/receipt",
            $"/api/v1/lookup/{marks.PersonalId}", $"/api/v1/agencies/{name}", $"/api/v1/accounts/{name}", $"/api/v1/{name}", $"/api/v1/procedures?search={name}", $"/api/v1/errors/{name}",
            $"/api/v1/audit?actor={name}", $"/api/v1/transfers/{name}",
        })
        {
            await reader.Ask("GET", place);
            await As(null).Ask("POST", place, new { x = marks.Name });
        }
        (await As(null).Ask("POST", "/api/v1/lookup", new { code = (string)dossier["code"]!, secret = marks.Name })).Gives(404);
        var claim = $"/api/v1/dossiers/{dossier["id"]}/claim";
        await reader.Ask("POST", claim, new { }, "If-Match", marks.Name, "Idempotency-Key", marks.PersonalId);
        await reader.Ask("POST", claim, new { }, "If-Match", "\"1\"", "Idempotency-Key", $"{marks.Name}{new string('x', 260)}");
        (await reader.Ask("POST", claim, new { }, "If-Match", "\"1\"", "Idempotency-Key", marks.PersonalId, "User-Agent", marks.Name)).Gives(412);
        (await reader.Ask("POST", claim, new { note = marks.Name }, "If-Match", "\"1\"")).Gives(400);
        (await As(null).Ask("GET", "/api/v1/me", null, "Authorization", $"Bearer {marks.Password}")).Gives(401);
        (await As(null).Ask("GET", "/api/v1/me", null, "Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(marks.Password))}")).Gives(401);
        (await As("admin").Ask("PUT", "/api/v1/sandbox/clock", new { now = marks.Name })).Gives(400);
    }

    private JsonObject Full(string channel, bool another = false)
    {
        var filing = Filing(channel);
        (filing["owner"], filing["submitter"], filing["coOwners"]) = (Person("Nguyễn", another), Person("Lê", another), new JsonArray(Person("Trần", another)));
        (filing["note"], filing["supportedBy"], filing["formData"]) = (marks.Name, null, new JsonObject { ["ten"] = marks.Name, ["so"] = marks.PersonalId });
        filing["parts"]![0]!["documents"] = new JsonArray(Document());
        return filing;
    }

    private JsonObject Person(string first, bool another = false) => new()
    {
        ["kind"] = "citizen", ["fullName"] = $"{first} {marks.Name}", ["personalId"] = another ? marks.NextPersonalId() : marks.PersonalId, ["passport"] = marks.Passport,
        ["oldIdCard"] = marks.OldIdCard, ["taxCode"] = marks.TaxCode, ["phone"] = marks.Phone, ["email"] = marks.Email, ["address"] = $"12 {marks.Name}",
    };

    private JsonObject Document() => new()
    {
        ["name"] = $"{marks.Name}.pdf", ["mediaType"] = "application/pdf", ["sha256"] = new string('a', 64), ["url"] = $"https://kho.example.vn/{marks.Name}",
    };

    private async Task<JsonNode> Do(JsonNode dossier, string path, string by, object? body = null) => (await Try(dossier, path, by, body)).Gives(200).Body;

    private Task<Answer> Try(JsonNode dossier, string path, string by, object? body = null) =>
        As(by).Ask("POST", $"/api/v1/dossiers/{dossier["id"]}/{path}", body ?? new { }, "If-Match", $"\"{dossier["version"]}\"");

    private async Task<JsonNode> Again(JsonNode dossier) => (await As("admin").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200).Body;

    /// <summary>A demo account, or nobody; whatever comes back is heard.</summary>
    private HttpClient As(string? userName) => userName is null
        ? host.CreateDefaultClient(new CodeRecorder(), outlets.Ear())
        : SignedIn(host.Client(userName).DefaultRequestHeaders.Authorization!.Parameter!);

    private HttpClient SignedIn(string token)
    {
        var client = host.CreateDefaultClient(new CodeRecorder(), outlets.Ear());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Values that nothing else has: each right in its form, none told from anybody's.</summary>
    private sealed class Marks
    {
        private readonly List<string> numbers = [];

        public string Name { get; } = $"Zq{Letters(12)}";

        public string UserName { get; } = $"zu{Letters(10)}".ToLowerInvariant();

        public string Password { get; } = $"Mk{Letters(14)}";

        public string Phone { get; } = $"09{Digits(8)}";

        public string PersonalId { get; } = $"048090{Digits(6)}";

        public string Passport { get; } = $"C{Digits(9)}";

        public string OldIdCard { get; } = $"2{Digits(8)}";

        public string TaxCode { get; } = ATaxCode();

        public string Email => $"{Name}@example.vn";

        public List<string> Tokens { get; } = [];

        public IEnumerable<string> Personal => numbers.Concat([Name, Phone, PersonalId, Passport, OldIdCard, TaxCode]);

        public IEnumerable<string> Secret => Tokens.Append(Password);

        public void Token(string token) => Tokens.Add(token);

        public string NextPersonalId()
        {
            numbers.Add($"048090{Digits(6)}");
            return numbers[^1];
        }

        private static string Letters(int count) => RandomNumberGenerator.GetString("bcdfghjkmnpqrstvwxz", count);

        private static string Digits(int count) => RandomNumberGenerator.GetString("0123456789", count);

        private static string ATaxCode()
        {
            int[] weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
            while (true)
            {
                var nine = Digits(9);
                var check = 10 - (weights.Select((weight, i) => weight * (nine[i] - '0')).Sum() % 11);
                if (check is >= 0 and <= 9)
                {
                    return $"{nine}{check}";
                }
            }
        }
    }
}
