using System.Text.Json;
using OneStop.Application.Portal;

namespace OneStop.Infrastructure.Portal;

/// <summary>What the portal answered: an object with an error code, whatever the status of HTTP.</summary>
/// <param name="Code">Its error code, a number or a text there.</param>
internal sealed record PortalAnswer(string Code, string? Text, JsonElement Body)
{
    private static readonly string[] Texts = ["message", "error_message", "errorMessage", "msg"];

    /// <summary>Reads an answer.</summary>
    /// <exception cref="PortalFaultException">It is none.</exception>
    public static PortalAnswer Read(byte[] content)
    {
        try
        {
            var body = JsonSerializer.Deserialize<JsonElement>(content);
            if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error_code", out var code) && CodeOf(code) is { Length: > 0 and <= 60 } text)
            {
                return new PortalAnswer(text, Texts.Select(name => TextOf(body, name)).FirstOrDefault(one => one is not null), body);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is no JSON, or has a text that is none.
        }
        throw new PortalFaultException(PortalOutcome.Malformed);
    }

    /// <exception cref="PortalFaultException">The text is none: half a character.</exception>
    public static string? TextOf(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Read(value) : null;

    /// <summary>A value as it stands there, whatever its kind; empty for null, null where there is none.</summary>
    /// <exception cref="PortalFaultException">Its text is none: half a character.</exception>
    public static string? ValueOf(JsonElement body, string name) => !body.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => Read(value),
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static string? Read(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw new PortalFaultException(PortalOutcome.Malformed, because: e);
        }
    }

    private static string? CodeOf(JsonElement code) => code.ValueKind switch
    {
        JsonValueKind.String => code.GetString(),
        JsonValueKind.Number => code.GetRawText(),
        _ => null,
    };
}

/// <summary>A call did not lead to an answer.</summary>
internal sealed class PortalFaultException(PortalOutcome outcome, int? status = null, Exception? because = null) : Exception($"{outcome} {status}", because)
{
    public PortalOutcome Outcome => outcome;

    /// <summary>The status of HTTP, where there was one.</summary>
    public int? Status => status;

    /// <summary>Whether the message was surely not taken: there was no connection, or the portal said so by its status or its session.</summary>
    public bool LeftNothing =>
        outcome is PortalOutcome.SessionOver or PortalOutcome.SignInRefused || (outcome == PortalOutcome.Unavailable && status is null or < 500 or 503);

    /// <summary>Whether the portal answered something that may be about this one message: not that it is away or busy.</summary>
    public bool IsAnswer => outcome == PortalOutcome.Malformed || status is not (null or 401 or 403 or 429 or 502 or 503 or 504);
}

/// <summary>The portal answered that it did not take it.</summary>
internal sealed class PortalRefusedException(PortalAnswer answer) : Exception(answer.Code)
{
    public PortalAnswer Answer => answer;
}

/// <summary>Nothing is sent for a while, because the portal failed again and again.</summary>
internal sealed class PortalPausedException : Exception;

/// <summary>One call, as it is written down.</summary>
internal sealed record MadeCall(DateTimeOffset At, string Service, TimeSpan Took, PortalOutcome Outcome, string? ErrorCode = null, string? Text = null);
