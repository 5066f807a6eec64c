using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;

namespace OneStop.Api.Tests.Authorization;

/// <summary>How an operation is asked so that whoever may do it succeeds.</summary>
internal sealed record Plan
{
    /// <summary>What it acts on, made anew after every success; the dossier or transfer that all readers share where absent.</summary>
    public Func<Task<JsonNode>>? Subject { get; init; }

    /// <summary>Whose turn it is.</summary>
    public string Turn { get; init; } = Stages.Handler;

    /// <summary>What is sent, where it is not the example of the document.</summary>
    public Func<JsonNode, Caller, object?>? Body { get; init; }

    /// <summary>Names in the address, where they do not follow from the subject.</summary>
    public Func<JsonNode, string, string?> Names { get; init; } = (_, _) => null;

    /// <summary>What follows the address.</summary>
    public string Query { get; init; } = "";

    public string? ContentType { get; init; }

    /// <summary>What else stands in the head, in pairs of name and value, to the subject and what is sent.</summary>
    public Func<JsonNode, object?, string[]> Headers { get; init; } = (_, _) => [];
}
