namespace OneStop.Domain.Shared;

/// <summary>Something the law or the order of work demands, named by what must hold — quy tắc nghiệp vụ.</summary>
/// <param name="Code">Stable code for machines, such as <c>dossier.result-is-ready</c>.</param>
/// <param name="Vietnamese">The sentence an official reads when it is broken.</param>
/// <param name="English">The same sentence in English.</param>
/// <param name="LegalBasis">Law and article, where there is one.</param>
public sealed record Rule(string Code, string Vietnamese, string English, string? LegalBasis = null)
{
    /// <summary>Ends the action with <see cref="RuleBrokenException"/> unless the rule holds.</summary>
    public void Demand(bool holds)
    {
        if (!holds)
        {
            throw new RuleBrokenException(this);
        }
    }

    /// <summary>Answers that there is no such thing unless the rule holds.</summary>
    public void DemandFound(bool holds)
    {
        if (!holds)
        {
            throw new NotFoundException(this);
        }
    }

    /// <summary>The rule itself where it is broken, so that several can be asked in order with <c>??</c>.</summary>
    public Rule? Unless(bool holds) => holds ? null : this;
}
