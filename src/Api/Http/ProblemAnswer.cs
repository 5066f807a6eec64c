using System.Text.Json.Serialization;

namespace OneStop.Api.Http;

/// <summary>What went wrong, as RFC 9457 shapes it, with a stable code.</summary>
public sealed record ProblemAnswer
{
    /// <summary>Where the code is documented.</summary>
    public required string Type { get; init; }

    /// <summary>The rule in the caller's language.</summary>
    public required string Title { get; init; }

    public required int Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Stable code for machines; documented at <c>/api/v1/errors/{code}</c>.</summary>
    public required string Code { get; init; }

    /// <summary>In the National Portal's manner, to its messages only: anything but `0` is a refusal.</summary>
    [JsonPropertyName("error_code")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorCode { get; init; }

    /// <summary>Beside `error_code`: why.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>Under which the server's log speaks of this request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>Law and article, where the rule has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LegalBasis { get; init; }

    /// <summary>Path of each faulty field with its messages; never the values sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The same with stable codes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemFault>? Faults { get; init; }

    /// <summary>With 412: the version the resource has now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Current { get; init; }

    /// <summary>With 412: who changed what since the version the caller knew.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Changes { get; init; }
}

/// <summary>One faulty field.</summary>
public sealed record ProblemFault(string Path, string Code);
