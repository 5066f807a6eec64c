using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Shared;

namespace OneStop.Api.Http;

/// <summary>Reads with which guarantees a request is made; after the limits, since a body is read for its fingerprint.</summary>
internal sealed class Guarantees(RequestDelegate next)
{
    private const string IfMatch = "If-Match";
    private const string IdempotencyHeader = "Idempotency-Key";
    private const int LongestKey = 255;

    public async Task Invoke(HttpContext http, Caller caller)
    {
        caller.ExpectedVersion = ExpectedVersion(Only(http.Request, IfMatch));
        await ReadIdempotencyKey(http, caller);
        await next(http);
    }

    /// <summary>Of two values nobody knows which one is meant.</summary>
    private static string Only(HttpRequest request, string header) => request.Headers[header] switch
    {
        { Count: > 1 } => throw new InvalidInputException(header, FieldRules.WellFormed),
        var value => value.ToString(),
    };

    private static int? ExpectedVersion(string header)
    {
        if (header.Length == 0)
        {
            return null;
        }
        return int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new InvalidInputException(IfMatch, FieldRules.WellFormed);
    }

    private static async Task ReadIdempotencyKey(HttpContext http, Caller caller)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || Only(request, IdempotencyHeader) is not { Length: > 0 } key)
        {
            return;
        }
        if (key.Length > LongestKey)
        {
            throw new InvalidInputException(IdempotencyHeader, FieldRules.WithinLength);
        }
        request.EnableBuffering();
        var fingerprint = await Fingerprint.Of(http);
        request.Body.Position = 0;
        var scope = $"{caller.Actor?.Id}\n{request.Method}\n{request.Path}\n{key}";
        caller.Idempotency = new IdempotencyKey(SHA256.HashData(Encoding.UTF8.GetBytes(scope)), fingerprint);
    }
}
