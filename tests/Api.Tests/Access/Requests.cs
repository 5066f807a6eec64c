using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OneStop.Api.Tests.Access;

/// <summary>What tests of accounts send.</summary>
internal static class Requests
{
    public const string Password = "a long password";
    private static int numbers;

    public static string NewName() => $"somebody-{Interlocked.Increment(ref numbers)}";

    public static Dictionary<string, object?> Citizen(string name) => new()
    {
        ["userName"] = name, ["password"] = Password, ["displayName"] = "Nguyễn Văn A", ["kind"] = "citizen", ["phone"] = "0912 345 678",
        ["email"] = "a@example.vn",
    };

    public static Dictionary<string, object?> Staff(string name, string? agency, params string[] roles) => new()
    {
        ["userName"] = name, ["password"] = Password, ["displayName"] = "Trần Thị B", ["agency"] = agency,
        ["roles"] = roles.Select(role => new { role }),
    };

    public static object Roles(string agency, params string[] roles) => new { agency, roles = roles.Select(role => new { role }) };

    public static async Task<JsonElement> Engage(HttpClient admin, string name, string agency, params string[] roles)
    {
        using var answer = await admin.PostAsJsonAsync("/api/v1/staff", Staff(name, agency, roles));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return await answer.Json();
    }

    /// <summary>A client signed in as an account that a test made.</summary>
    public static async Task<HttpClient> SignedIn(this TestHost host, string name)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await host.Token(name, Password));
        return client;
    }

    /// <summary>How a demo account's request is answered.</summary>
    public static async Task<HttpStatusCode> Status(this TestHost host, string userName, string place)
    {
        using var client = host.Client(userName);
        using var answer = await client.GetAsync(place);
        return answer.StatusCode;
    }
}
