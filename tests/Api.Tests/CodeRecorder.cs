using System.Collections.Concurrent;
using System.Text.Json;

namespace OneStop.Api.Tests;

/// <summary>Remembers every problem code that an answer of this run carried, in problems, their faults and the items of batches.</summary>
internal sealed class CodeRecorder : DelegatingHandler
{
    private static readonly ConcurrentDictionary<string, bool> Codes = new();

    public static IEnumerable<string> Emitted => Codes.Keys;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode || request.RequestUri!.AbsolutePath.EndsWith("/batch", StringComparison.Ordinal)
            || request.RequestUri.AbsolutePath.EndsWith("/import", StringComparison.Ordinal))
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (text.StartsWith('{'))
            {
                using var body = JsonDocument.Parse(text);
                Remember(body.RootElement);
            }
        }
        return answer;
    }

    private static void Remember(JsonElement body)
    {
        if (body.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String && code.GetString()!.Contains('.', StringComparison.Ordinal))
        {
            Codes[code.GetString()!] = true;
        }
        foreach (var list in new[] { "faults", "items" })
        {
            if (body.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array)
            {
                items.EnumerateArray().ToList().ForEach(Remember);
            }
        }
        if (body.TryGetProperty("problem", out var problem) && problem.ValueKind == JsonValueKind.Object)
        {
            Remember(problem);
        }
    }
}
