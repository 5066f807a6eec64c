using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;

namespace OneStop.Api.Errors;

/// <summary>The documented problem codes.</summary>
internal static class ErrorEndpoints
{
    public static void MapErrors(this RouteGroupBuilder v1)
    {
        var errors = v1.MapGroup("/errors").WithTags("Errors");

        errors.MapGet("/", List).WithName("ListErrors");
        errors.MapGet("/{code}", Get).WithName("GetError");
    }

    /// <summary>All problem codes — danh mục mã lỗi</summary>
    /// <remarks>The list is complete: no answer carries a code that is not in it.</remarks>
    /// <response code="200">Every code with its texts.</response>
    private static Ok<IReadOnlyList<DocumentedError>> List() => TypedResults.Ok(DocumentedErrors.All);

    /// <summary>One problem code — giải thích mã lỗi</summary>
    /// <param name="code">The code as a problem carried it.</param>
    /// <response code="200">The code with its texts.</response>
    private static Ok<DocumentedError> Get(string code) =>
        TypedResults.Ok(DocumentedErrors.All.FirstOrDefault(error => error.Code == code) ?? throw new NotFoundException(RequestRules.RouteExists));
}

/// <summary>A problem code that answers can carry — mã lỗi.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Vietnamese">The sentence in Vietnamese.</param>
/// <param name="English">The sentence in English.</param>
/// <param name="LegalBasis">Law and article, where there is one.</param>
public sealed record DocumentedError(string Code, string Vietnamese, string English, string? LegalBasis);

internal static class DocumentedErrors
{
    /// <summary>Every rule of every rule table; a rule cannot be thrown without standing in one.</summary>
    public static readonly IReadOnlyList<DocumentedError> All =
    [
        .. RuleBook.In(typeof(Rule).Assembly, typeof(RequestRules).Assembly, typeof(Problems).Assembly)
            .Select(rule => new DocumentedError(rule.Code, rule.Vietnamese, rule.English, rule.LegalBasis)),
    ];
}
