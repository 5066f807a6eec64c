using NUnit.Framework.Constraints;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests;

/// <summary>What an action that is not allowed throws.</summary>
internal static class Breaks
{
    /// <summary>Breaks this very rule.</summary>
    public static EqualConstraint<Rule> Rule(Rule rule) =>
        Throws.TypeOf<RuleBrokenException>().With.Property(nameof(RuleBrokenException.Rule)).EqualTo(rule);

    /// <summary>What was sent is faulty at these paths.</summary>
    public static EqualConstraint<Fault[]> Input(params Fault[] faults) =>
        Throws.TypeOf<InvalidInputException>().With.Property(nameof(InvalidInputException.Faults)).EqualTo(faults);

    public static EqualConstraint<Fault[]> Input(string path, Rule rule) => Input(new Fault(path, rule));
}
