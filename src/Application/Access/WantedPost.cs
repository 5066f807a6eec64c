using FluentValidation;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>A role to be held at an agency — phân công.</summary>
/// <param name="Division">A division of the agency; null for all of them.</param>
/// <param name="FromDay">First day; null for from now on.</param>
/// <param name="ToDay">Last day; null while open.</param>
public sealed record WantedPost(Role Role, string? Division = null, DateOnly? FromDay = null, DateOnly? ToDay = null)
{
    /// <summary>The wanted posts as appointments at an agency that exists, in divisions that it has.</summary>
    internal static IReadOnlyList<Appointment> At(AgencyTree tree, string? agency, IReadOnlyList<WantedPost> wanted)
    {
        var divisions = agency is null
            ? []
            : (tree.Find(agency) ?? throw new InvalidInputException("agency", AccessRules.AgencyExists)).Divisions;
        var faults = wanted.Index()
            .Where(w => w.Item.Division is { } division && !divisions.Contains(division))
            .Select(w => new Fault($"roles[{w.Index}].division", AccessRules.DivisionExists))
            .ToArray();
        return faults.Length == 0
            ? [.. wanted.Select(w => new Appointment(new Post(w.Role, agency, w.Division), w.FromDay, w.ToDay))]
            : throw new InvalidInputException(faults);
    }
}

internal sealed class WantedPostValidator : AbstractValidator<WantedPost>
{
    public WantedPostValidator()
    {
        RuleFor(p => p.Role).IsInEnum();
        RuleFor(p => p.Division).MaximumLength(200);
    }
}
