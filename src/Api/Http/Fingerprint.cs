using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OneStop.Api.Http;

/// <summary>Marks what takes a password in its body.</summary>
internal sealed record HoldsPassword;

/// <summary>The digest by which a request under a known key is told from another one.</summary>
internal static class Fingerprint
{
    private const string Password = "password";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>
    /// A password counts for nothing: it can be guessed from a digest that is kept, where the rest of the body is known. What cannot be read
    /// is refused, so that its digest is not kept either.
    /// </summary>
    public static async Task<byte[]> Of(HttpContext http)
    {
        var (body, ct) = (http.Request.Body, http.RequestAborted);
        if (http.GetEndpoint()?.Metadata.GetMetadata<HoldsPassword>() is null)
        {
            return await SHA256.HashDataAsync(body, ct);
        }
        try
        {
            using var document = await JsonDocument.ParseAsync(body, Lenient, ct);
            return document.RootElement.ValueKind == JsonValueKind.Object ? WithoutPassword(document.RootElement) : SHA256.HashData([]);
        }
        catch (JsonException)
        {
            return SHA256.HashData([]);
        }
    }

    private static byte[] WithoutPassword(JsonElement body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var member in body.EnumerateObject().Where(member => !member.Name.Equals(Password, StringComparison.OrdinalIgnoreCase)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{member.Name}\n{member.Value.GetRawText()}\n"));
        }
        return hash.GetHashAndReset();
    }
}

internal static class PasswordConventions
{
    /// <summary>For commands whose body has a member <c>password</c>.</summary>
    public static TBuilder HoldPassword<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new HoldsPassword());
}
