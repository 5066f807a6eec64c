using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OneStop.Application;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;

namespace OneStop.Api.Http;

/// <summary>
/// Refuses query parameters an operation does not have (a filter misspelt must not answer everything), and days and instants that are
/// not written as everywhere on the wire (01/03 is another day to the next reader).
/// </summary>
internal static class KnownQuery
{
    private const string Day = "yyyy-MM-dd";

    public static TBuilder RefuseUnknownQuery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((context, next) =>
        {
            var known = Parameters(context.MethodInfo).ToDictionary(
                parameter => parameter.Name, parameter => Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type, StringComparer.OrdinalIgnoreCase);
            return call => Faults(call.HttpContext.Request, known).ToArray() is { Length: > 0 } faults
                ? throw new InvalidInputException(faults)
                : next(call);
        });

    private static IEnumerable<Fault> Faults(HttpRequest request, Dictionary<string, Type> known)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!known.TryGetValue(name, out var type) || request.RouteValues.ContainsKey(name))
            {
                yield return new Fault(name, FieldRules.Known);
            }
            else if (!values.All(value => IsWritten(value, type)))
            {
                yield return new Fault(name, FieldRules.WellFormed);
            }
        }
        foreach (var (name, value) in request.RouteValues)
        {
            if (known.TryGetValue(name, out var type) && !IsWritten(value as string, type))
            {
                yield return new Fault(name, FieldRules.WellFormed);
            }
        }
    }

    private static bool IsWritten(string? text, Type type) => string.IsNullOrEmpty(text)
        || (type == typeof(DateOnly) ? IsDay(text)
            : type != typeof(DateTimeOffset) || (text.Length > Day.Length && IsDay(text[..Day.Length]) && WireFormats.HasOffset(text)));

    private static bool IsDay(string text) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= WireFormats.EarliestYear and <= WireFormats.LatestYear;

    private static IEnumerable<(string Name, Type Type)> Parameters(MethodInfo method) => method.GetParameters().SelectMany(parameter =>
        parameter.IsDefined(typeof(AsParametersAttribute))
            ? parameter.ParameterType.GetProperties().Select(property => (property.Name, property.PropertyType))
            : IsSimple(parameter.ParameterType) && !parameter.GetCustomAttributes().OfType<IFromHeaderMetadata>().Any()
                ? [(parameter.GetCustomAttributes().OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name!, parameter.ParameterType)]
                : []);

    /// <summary>Bodies, services and the token of cancellation are no parameters of a query.</summary>
    private static bool IsSimple(Type type) => type == typeof(string) || (type.IsValueType && type != typeof(CancellationToken));
}
