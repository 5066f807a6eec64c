using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Audit;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Access;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Access;

/// <summary>What people do with their own accounts.</summary>
public sealed class OwnAccountTests
{
    private readonly MovableClock machine = new(AccessHost.Noon);
    private readonly OutsideIssuer citizens = new(OutsideIssuer.Citizens);
    private readonly OutsideIssuer staff = new(OutsideIssuer.Staff);
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(
        machine: machine, settings: OutsideIssuer.Settings, more: services => OutsideIssuer.Reach(services, citizens, staff));

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        citizens.Dispose();
        staff.Dispose();
    }

    [Test]
    public async Task Contacts_are_kept_in_one_spelling_and_masked_for_others()
    {
        var (client, account, _) = await Registered(("phone", "+84 912.345.678"), ("email", " Lan@Example.VN"), ("personalId", "048090000123"));
        var seen = await host.Client("admin").GetFromJsonAsync<JsonElement>(Place(account));
        var own = await client.GetFromJsonAsync<JsonElement>(Place(account));
        Assert.Multiple(() =>
        {
            Assert.That(own.Text("phone"), Is.EqualTo("0912345678"));
            Assert.That(own.Text("email"), Is.EqualTo("Lan@example.vn"));
            Assert.That(own.Text("personalId"), Is.EqualTo("048090000123"));
            Assert.That(own.GetProperty("phoneConfirmed").GetBoolean(), Is.False);
            Assert.That(seen.Text("phone"), Is.EqualTo("*******678"));
            Assert.That(seen.Text("email"), Is.EqualTo("L***@example.vn"));
            Assert.That(seen.Text("personalId"), Is.EqualTo("*********123"));
        });
    }

    [TestCase("citizen", "personalId", "048090", "account.personal-id-is-true")]
    [TestCase("citizen", "taxCode", "0100109106", "account.number-fits-kind")]
    [TestCase("enterprise", "personalId", "048090000123", "account.number-fits-kind")]
    [TestCase("enterprise", "taxCode", "0100109107", "account.tax-code-is-true")]
    [TestCase("citizen", "phone", "0112345678", "account.phone-is-true")]
    public async Task A_number_that_cannot_be_true_is_refused(string kind, string field, string value, string code)
    {
        var body = Citizen(NewName());
        (body["kind"], body[field]) = (kind, value);
        using var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/accounts", body);
        var problem = await answer.Json();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(problem.Text("code"), Is.EqualTo(code));
        Assert.That(problem.GetProperty("errors").TryGetProperty(field, out _), Is.True);
    }

    [Test]
    public async Task Nobody_registers_a_name_of_another_issuers_people()
    {
        using var answer = await host.CreateClient().PostAsJsonAsync("/api/v1/accounts", Citizen("ext-0123456789ab"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task An_account_is_changed_by_its_owner_and_its_administrators_on_the_version_they_saw()
    {
        var (client, account, _) = await Registered();
        using var missing = await Patch(client, account, new { displayName = "Lan" }, null);
        using var stale = await Patch(client, account, new { displayName = "Lan" }, 7);
        using var changed = await Patch(client, account, new { displayName = "Nguyễn Thị Lan", email = "" }, 1);
        using var again = await Patch(host.Client("admin"), account, new { displayName = "Nguyễn Thị Lan Anh" }, 2);
        using var foreign = await Patch(host.Client("citizen1"), account, new { displayName = "X" }, 3);
        using var nobody = await Patch(host.Client($"agencyAdmin@{AccessHost.Province}"), account, new { displayName = "X" }, 3);
        var view = await changed.Json();
        Assert.Multiple(() =>
        {
            Assert.That(missing.StatusCode, Is.EqualTo((HttpStatusCode)428));
            Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
            Assert.That(view.Text("displayName"), Is.EqualTo("Nguyễn Thị Lan"));
            Assert.That(view.TryGetProperty("email", out var email) && email.ValueKind == JsonValueKind.String, Is.False);
            Assert.That(view.Text("phone"), Is.EqualTo("0912345678"), "what is left out stays");
            Assert.That(again.Headers.ETag?.Tag, Is.EqualTo("\"3\""));
            Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(nobody.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        });
    }

    [Test]
    public async Task A_new_password_ends_all_other_sign_ins()
    {
        var (client, account, name) = await Registered();
        using var elsewhere = await host.SignedIn(name);
        using var wrong = await Patch(client, account, new { password = new { current = "not the password", @new = "another long password" } }, 1);
        using var foreign = await Patch(host.Client("admin"), account, new { password = new { current = Password, @new = "another long password" } }, 1);
        using var changed = await Patch(client, account, new { password = new { current = Password, @new = "another long password" } }, 1);
        using var here = await client.GetAsync("/api/v1/me");
        using var there = await elsewhere.GetAsync("/api/v1/me");
        using var old = await host.SignIn(("grant_type", "password"), ("username", name), ("password", Password));
        using var signedIn = await host.SignIn(("grant_type", "password"), ("username", name), ("password", "another long password"));
        Assert.Multiple(async () =>
        {
            Assert.That((await wrong.Json()).Text("code"), Is.EqualTo("account.current-password-matches"));
            Assert.That((await foreign.Json()).Text("code"), Is.EqualTo("account.password-is-own"));
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(here.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(there.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(old.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(signedIn.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [Test]
    public async Task Guesses_at_the_current_password_lock_too()
    {
        var (client, account, _) = await Registered();
        for (var failure = 1; failure <= 5; failure++)
        {
            using var wrong = await Patch(client, account, new { password = new { current = "not the password", @new = "another long password" } }, 1);
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
        using var locked = await Patch(client, account, new { password = new { current = Password, @new = "another long password" } }, 1);
        Assert.That(locked.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await locked.Json()).Text("code"), Is.EqualTo("token.locked"));
    }

    [Test]
    public async Task A_contact_is_confirmed_by_the_code_that_was_sent_there()
    {
        var (client, account, _) = await Registered();
        var code = await Code(account, "phone");
        using var wrong = await Confirm(client, account, "phone", code == "000000" ? "000001" : "000000");
        using var foreign = await Confirm(host.Client("citizen1"), account, "phone", code);
        using var right = await Confirm(client, account, "phone", code);
        using var again = await Confirm(client, account, "phone", code);
        var view = await right.Json();
        Assert.Multiple(async () =>
        {
            Assert.That((await wrong.Json()).Text("code"), Is.EqualTo("account.code-matches"));
            Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(view.GetProperty("phoneConfirmed").GetBoolean(), Is.True);
            Assert.That(view.GetProperty("emailConfirmed").GetBoolean(), Is.False);
            Assert.That((await again.Json()).Text("code"), Is.EqualTo("account.contact-is-unconfirmed"));
        });
        using var changed = await Patch(client, account, new { phone = "0987654321" }, 2);
        Assert.That((await changed.Json()).GetProperty("phoneConfirmed").GetBoolean(), Is.False, "another phone");
    }

    [Test]
    public async Task A_code_has_five_attempts_and_ten_minutes_and_is_sent_once_a_minute()
    {
        var (client, account, _) = await Registered();
        var code = await Code(account, "email");
        using var soon = await Ask(client, account, "email");
        Assert.That((await soon.Json()).Text("code"), Is.EqualTo("account.code-is-not-too-soon"));
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            using var wrong = await Confirm(client, account, "email", code == "000000" ? "000001" : "000000");
        }
        using var spent = await Confirm(client, account, "email", code);
        Assert.That(spent.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

        machine.Now = machine.Now.AddMinutes(2);
        using var asked = await Ask(client, account, "email");
        Assert.That(asked.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        var next = await Code(account, "email", than: 1);
        machine.Now = machine.Now.AddMinutes(10);
        using var late = await Confirm(client, account, "email", next);
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_contact_changed_there_and_back_has_no_new_attempts()
    {
        var (client, account, _) = await Registered(("phone", "0905123456"));
        await Code(account, "phone");
        using var there = await Patch(client, account, new { phone = "0987654321" }, 1);
        using var back = await Patch(client, account, new { phone = "0905123456" }, 2);
        Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var soon = await Ask(client, account, "phone");
        Assert.That((await soon.Json()).Text("code"), Is.EqualTo("account.code-is-not-too-soon"));
        for (var time = 2; time <= 10; time++)
        {
            machine.Now = machine.Now.AddMinutes(1);
            using var asked = await Ask(client, account, "phone");
            Assert.That(asked.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), $"{time} on one day");
        }
        machine.Now = machine.Now.AddMinutes(1);
        using var eleventh = await Ask(client, account, "phone");
        Assert.That((await eleventh.Json()).Text("code"), Is.EqualTo("account.codes-are-few"));
        Tables.Run("UPDATE ContactConfirmations SET Day = '2026-03-01'", host.Database);
        using var nextDay = await Ask(client, account, "phone");
        Assert.That(nextDay.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
    }

    [Test]
    public async Task A_code_that_cannot_be_sent_is_given_up_after_the_fifth_time()
    {
        await using var silent = await AccessHost.Start(machine: machine, settings: new Dictionary<string, string> { ["Sandbox:Enabled"] = "false" });
        var body = Citizen(NewName());
        body["phone"] = "0905123456";
        using var made = await silent.CreateClient().PostAsJsonAsync("/api/v1/accounts", body);
        var id = AccountId.Parse((await made.Json()).Text("id")!, null);
        await using var scope = silent.Services.CreateAsyncScope();
        var confirmations = scope.ServiceProvider.GetRequiredService<Confirmations>();
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        for (var failure = 1; failure <= 5; failure++)
        {
            var waiting = (await confirmations.Waiting(CancellationToken.None)).Single(one => one.AccountId == id && one.Kind == ContactKind.Phone);
            var code = await unitOfWork.InTransaction(() => confirmations.MakeCode(waiting, CancellationToken.None), CancellationToken.None);
            await unitOfWork.InTransaction(() => confirmations.Return(waiting, code!, CancellationToken.None), CancellationToken.None);
        }
        Assert.That((await confirmations.Waiting(CancellationToken.None)).Where(one => one.AccountId == id && one.Kind == ContactKind.Phone), Is.Empty);
    }

    [Test]
    public async Task A_contact_that_is_not_there_is_not_confirmed()
    {
        var (client, account, _) = await Registered(("phone", null));
        using var answer = await Ask(client, account, "phone");
        Assert.That((await answer.Json()).Text("code"), Is.EqualTo("account.contact-is-given"));
    }

    [Test]
    public async Task An_official_is_linked_to_the_issuer_for_staff_by_an_administrator()
    {
        using var admin = host.Client($"agencyAdmin@{AccessHost.Province}");
        var body = Staff(NewName(), AccessHost.Province, "handler");
        body["subject"] = new { issuer = OutsideIssuer.Staff, subject = "E-100" };
        using var engaged = await admin.PostAsJsonAsync("/api/v1/staff", body);
        using var twice = await Patch(admin, DemoAccounts.IdOf($"clerk@{AccessHost.Province}").ToString(), new { subject = new { issuer = OutsideIssuer.Staff, subject = "E-100" } }, 0);
        using var patched = await Patch(admin, DemoAccounts.IdOf($"clerk@{AccessHost.Province}").ToString(), new { subject = new { issuer = OutsideIssuer.Staff, subject = "E-101" } }, 0);
        using var self = await Patch(host.Client($"handler@{AccessHost.Province}"), DemoAccounts.IdOf($"handler@{AccessHost.Province}").ToString(), new { subject = new { issuer = OutsideIssuer.Staff, subject = "E-102" } }, 0);
        Assert.Multiple(async () =>
        {
            Assert.That(engaged.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That((await engaged.Json()).GetProperty("version").GetInt32(), Is.EqualTo(3));
            Assert.That((await twice.Json()).Text("code"), Is.EqualTo("account.subject-is-free"));
            Assert.That(patched.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(self.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(await host.Status(staff.Token("x", machine.Now, claims: ("employee", "E-100"))), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await host.Status(staff.Token("x", machine.Now, claims: ("employee", "E-101"))), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await host.Status(staff.Token("x", machine.Now, claims: ("employee", "E-102"))), Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await host.Status(citizens.Token("E-100", machine.Now)), Is.EqualTo(HttpStatusCode.OK), "another person, at another issuer");
        });
    }

    [TestCase("papers")]
    [TestCase("https://elsewhere.example.vn")]
    [TestCase(OutsideIssuer.Citizens)]
    public async Task An_official_is_linked_to_no_other_issuer(string issuer)
    {
        using var admin = host.Client($"agencyAdmin@{AccessHost.Province}");
        var body = Staff(NewName(), AccessHost.Province, "handler");
        body["subject"] = new { issuer, subject = "E-200" };
        using var engaged = await admin.PostAsJsonAsync("/api/v1/staff", body);
        using var patched = await Patch(
            admin, DemoAccounts.IdOf($"leader@{AccessHost.Province}").ToString(), new { subject = new { issuer, subject = "E-200" } }, 0);
        foreach (var refused in new[] { engaged, patched })
        {
            var fault = (await refused.Json()).GetProperty("faults")[0];
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((fault.Text("path"), fault.Text("code")), Is.EqualTo(("subject.issuer", "account.issuer-signs-in-staff")));
        }
    }

    private static string Place(string account) => $"/api/v1/accounts/{account}";

    private async Task<(HttpClient Client, string Account, string Name)> Registered(params (string Field, object? Value)[] fields)
    {
        var name = NewName();
        var body = Citizen(name);
        foreach (var (field, value) in fields)
        {
            body[field] = value;
        }
        using var made = await host.CreateClient().PostAsJsonAsync("/api/v1/accounts", body);
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        return (await host.SignedIn(name), (await made.Json()).Text("id")!, name);
    }

    private static async Task<HttpResponseMessage> Patch(HttpClient client, string account, object body, int? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, Place(account)) { Content = JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }
        return await client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, string account, string kind) =>
        client.PostAsJsonAsync($"{Place(account)}/confirmations", new { kind });

    private static Task<HttpResponseMessage> Confirm(HttpClient client, string account, string kind, string code) =>
        client.PostAsJsonAsync($"{Place(account)}/confirmations/confirm", new { kind, code });

    /// <summary>The code that was sent last, once so many were sent before it.</summary>
    private async Task<string> Code(string account, string kind, int than = 0)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            using var client = host.CreateClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await host.Token("admin", TestHost.DemoPassword));
            var page = await client.GetFromJsonAsync<JsonElement>("/api/v1/sandbox/messages?limit=200&count=exact");
            var sent = page.GetProperty("items").EnumerateArray().Where(one => one.Text("account") == account && one.Text("kind") == kind).ToArray();
            if (sent.Length > than)
            {
                return Regex.Match(sent[0].Text("text")!, "[0-9]{6}").Value;
            }
            await Task.Delay(100);
        }
        throw new AssertionException("no code was sent");
    }
}
