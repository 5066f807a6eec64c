using FluentValidation;
using OneStop.Application.Pipeline;

namespace OneStop.Application.Lists;

/// <summary>The shape of every list request.</summary>
public static class PageValidation
{
    /// <summary>Demands a limit of 1 to 200 and a sort of the list's set.</summary>
    /// <param name="sorts">The documented sorts.</param>
    public static void Page<T>(this AbstractValidator<T> validator, Func<T, PageRequest> page, params string[] sorts)
    {
        validator.RuleFor(request => page(request).Limit).InclusiveBetween(1, PageRequest.LargestLimit).OverridePropertyName("limit");
        validator.RuleFor(request => page(request).Sort).Must(sort => sort is null || sorts.Contains(sort))
            .OverridePropertyName("sort").WithState(_ => FieldRules.InList);
    }
}
