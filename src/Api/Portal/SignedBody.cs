using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OneStop.Application.Portal;

namespace OneStop.Api.Portal;

/// <summary>A signed call with every byte of its body, which is read up to a limit and by nobody before its signature is checked.</summary>
internal sealed record SignedBody(SignedCall Call) : IEndpointParameterMetadataProvider
{
    private const int MostBytes = 256 * 1024;
    private const int Chunk = 16 * 1024;

    public static async ValueTask<SignedBody?> BindAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        var body = await Read(http.Request, http.RequestAborted);
        return new SignedBody(new SignedCall(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(PortalMessage)));

    private static async Task<byte[]> Read(HttpRequest request, CancellationToken ct)
    {
        using var read = new MemoryStream();
        var chunk = new byte[Chunk];
        for (int count; (count = await request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            if (read.Length + count > MostBytes)
            {
                throw new BadHttpRequestException("the body is too large", StatusCodes.Status413PayloadTooLarge);
            }
            read.Write(chunk, 0, count);
        }
        return read.ToArray();
    }
}

/// <summary>A message of the portal — thông điệp của Cổng.</summary>
/// <param name="MessageId">The same as the header `webhook-id`.</param>
/// <param name="Kind">`submission`, `supplement`, `withdrawal` or `payment`.</param>
/// <param name="SentAt">`yyyyMMddHHmmss`, time of Vietnam.</param>
/// <param name="Data">The portal's own fields, such as `MaHoSo`, `MaTTHC`, `ChuHoSo`.</param>
internal sealed record PortalMessage(string MessageId, string Kind, string SentAt, System.Text.Json.JsonElement Data);
