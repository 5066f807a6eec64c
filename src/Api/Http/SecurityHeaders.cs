namespace OneStop.Api.Http;

/// <summary>What tells browsers and caches to be careful with an answer.</summary>
internal static class SecurityHeaders
{
    private const string OfPages = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const string OfData = "default-src 'none'; frame-ancestors 'none'";
    private const string OfDocuments = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
    private const string YearOfHttps = "max-age=31536000";

    public static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/swagger") ? OfDocuments
            : http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true ? OfPages
            : OfData;
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = YearOfHttps;
        }
        if (headers.CacheControl.Count == 0)
        {
            // A tagged answer may be kept by its reader alone, who asks each time whether it still holds.
            headers.CacheControl = HttpMethods.IsGet(http.Request.Method) && headers.ETag.Count > 0 ? "private, no-cache" : "no-store";
        }
    }
}
