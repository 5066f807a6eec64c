using OneStop.Domain.Shared;

namespace OneStop.Application.Pipeline;

/// <summary>What was sent can be read, and is refused for good; that it was refused is written down: the answer is 422.</summary>
/// <param name="path">The field or code it is about; never a value that tells of people.</param>
public sealed class UnprocessableException(Rule rule, string? path) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;

    public string? Path { get; } = path;
}

/// <summary>Another system did not answer as it should: 504 where it took too long, 502 where its answer is none, 503 where it cannot be asked.</summary>
public sealed class OutsideFaultException(Rule rule, int status) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;

    public int Status { get; } = status;
}

/// <summary>The caller did this too often within a time: 429.</summary>
public sealed class TooManyException(Rule rule) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;
}
