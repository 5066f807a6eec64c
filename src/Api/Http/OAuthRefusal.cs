using System.Text.Json.Serialization;

namespace OneStop.Api.Http;

/// <summary>Why no token was given (RFC 6749, 5.2).</summary>
/// <param name="Error">The word of OAuth 2.</param>
/// <param name="ErrorDescription">A sentence for people.</param>
/// <param name="Code">Stable code, documented at <c>/api/v1/errors/{code}</c>.</param>
internal sealed record OAuthRefusal(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string ErrorDescription,
    [property: JsonPropertyName("code")] string Code);
