namespace OneStop.Api.Http;

internal static class ApiVersion
{
    /// <summary>Sent as <c>API-Version</c> with every answer; within v1 changes only add.</summary>
    public const string Current = "1.0";
}
