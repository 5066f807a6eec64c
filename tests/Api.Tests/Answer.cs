using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OneStop.Api.Tests;

/// <summary>What came back: status, headers and the body, read.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    public JsonNode? this[string name] => Body[name];

    /// <summary>The problem's code; null where it is none.</summary>
    public string? Code => Status >= 400 && Text.StartsWith('{') ? (string?)Body["code"] : null;

    /// <summary>Paths and codes of the faulty fields, <c>path code</c>.</summary>
    public IEnumerable<string> Faults => (Body["faults"]?.AsArray() ?? []).Select(fault => $"{fault!["path"]} {fault["code"]}");

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(',', values) : null;

    /// <summary>The answer, where it has the status; a failed test with its body elsewhere.</summary>
    public Answer Gives(int status)
    {
        Assert.That(Status, Is.EqualTo(status), Text);
        return this;
    }

    /// <summary>The answer, where it is this problem.</summary>
    public Answer Gives(int status, string code)
    {
        Assert.That((Status, Code), Is.EqualTo((status, code)), Text);
        return this;
    }
}

internal static class Sending
{
    /// <summary>Sends JSON (a text as it stands) with headers in pairs of name and value.</summary>
    public static async Task<Answer> Ask(this HttpClient client, string method, string place, object? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), place);
        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body);
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }
        for (var i = 0; i < headers.Length; i += 2)
        {
            if (!request.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]))
            {
                request.Content!.Headers.Remove(headers[i]);
                request.Content.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]);
            }
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream goes on: of it there is no more to ask for than that it begins.
        var read = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
        return new Answer((int)answer.StatusCode, read, answer.Headers, answer.Content.Headers);
    }
}
