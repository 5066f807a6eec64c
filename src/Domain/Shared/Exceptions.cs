namespace OneStop.Domain.Shared;

/// <summary>An action breaks a rule: the answer is 409 with the rule's code; nothing is written.</summary>
public sealed class RuleBrokenException(Rule rule) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;
}

/// <summary>There is no such thing, or the caller may not see it: the answer is 404 in both cases.</summary>
/// <param name="rule">What had to exist, such as <c>dossier.exists</c>.</param>
public sealed class NotFoundException(Rule rule) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;
}

/// <summary>The thing changed since the caller read it: the answer is 412.</summary>
public sealed class StaleException(string kind, int current) : Exception($"{kind} is at version {current}")
{
    public string Kind { get; } = kind;

    /// <summary>The version it has now; 0 where that is not known.</summary>
    public int Current { get; } = current;
}

/// <summary>The thing was there, and is kept no longer: the answer is 410.</summary>
public sealed class GoneException(Rule rule) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;
}

/// <summary>The caller is known but may not do this: the answer is 403.</summary>
public sealed class ForbiddenException(Rule rule) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;
}

/// <summary>What was sent cannot be taken as it is: the answer is 400 with the path of each faulty field.</summary>
public sealed class InvalidInputException(IReadOnlyList<Fault> faults) : Exception("invalid input")
{
    public InvalidInputException(string path, Rule rule) : this([new Fault(path, rule)])
    {
    }

    public IReadOnlyList<Fault> Faults { get; } = faults;
}

/// <summary>One faulty field of what was sent.</summary>
/// <param name="Path">Where it stands in the body or query, such as <c>owner.personalId</c>.</param>
/// <param name="Rule">What it had to be.</param>
public sealed record Fault(string Path, Rule Rule);

/// <summary>What came proves not from whom it is: the answer is 401.</summary>
public sealed class UnprovenException(Rule rule) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;
}
