using FluentValidation;
using OneStop.Domain.Shared;

namespace OneStop.Application.Pipeline;

/// <summary>Why one item of a batch was refused; the same codes and texts as a problem of its own would carry.</summary>
public sealed record ItemProblem
{
    /// <summary>Stable code for machines.</summary>
    public required string Code { get; init; }

    public required string Title { get; init; }

    /// <summary>The HTTP status that the item alone would have had.</summary>
    public required int Status { get; init; }

    public string? LegalBasis { get; init; }

    /// <summary>Path of each faulty field within the item, with its messages.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The problem of a refusal; null for anything else, which concerns the batch as a whole.</summary>
    public static ItemProblem? Of(Exception exception, bool english) => exception switch
    {
        InvalidInputException e => Invalid(e.Faults, english),
        ValidationException e => Invalid([.. e.Errors.Select(error => new Fault(PathOf(error.PropertyName), error.CustomState as Rule ?? FieldRules.WellFormed))], english),
        RuleBrokenException e => Of(e.Rule, 409, english),
        NotFoundException e => Of(e.Rule, 404, english),
        ForbiddenException e => Of(e.Rule, 403, english),
        StaleException => Of(RequestRules.VersionCurrent, 412, english),
        VersionMissingException => Of(RequestRules.VersionGiven, 428, english),
        _ => null,
    };

    private static ItemProblem Invalid(IReadOnlyList<Fault> faults, bool english) =>
        Of(faults.Select(fault => fault.Rule).Distinct().Count() == 1 ? faults[0].Rule : RequestRules.Valid, 400, english) with
        {
            Errors = faults.GroupBy(fault => fault.Path).ToDictionary(
                group => group.Key, group => group.Select(fault => Text(fault.Rule, english)).Distinct().ToArray()),
        };

    private static ItemProblem Of(Rule rule, int status, bool english) =>
        new() { Code = rule.Code, Title = Text(rule, english), Status = status, LegalBasis = rule.LegalBasis };

    private static string Text(Rule rule, bool english) => english ? rule.English : rule.Vietnamese;

    private static string PathOf(string property) =>
        string.Join('.', property.Split('.').Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName));
}
