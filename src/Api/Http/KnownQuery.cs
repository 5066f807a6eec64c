using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;

namespace OneStop.Api.Http;

/// <summary>Refuses query parameters an operation does not have: a filter misspelt must not answer everything.</summary>
internal static class KnownQuery
{
    public static TBuilder RefuseUnknownQuery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((context, next) =>
        {
            var known = Names(context.MethodInfo).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return call =>
            {
                var route = call.HttpContext.Request.RouteValues;
                var unknown = call.HttpContext.Request.Query.Keys.Where(key => !known.Contains(key) || route.ContainsKey(key)).ToArray();
                return unknown.Length == 0
                    ? next(call)
                    : throw new InvalidInputException([.. unknown.Select(key => new Fault(key, FieldRules.Known))]);
            };
        });

    private static IEnumerable<string> Names(MethodInfo method) => method.GetParameters().SelectMany(parameter =>
        !parameter.IsDefined(typeof(AsParametersAttribute)) && !IsSimple(parameter.ParameterType) ? []
        : parameter.IsDefined(typeof(AsParametersAttribute))
            ? parameter.ParameterType.GetProperties().Select(property => property.Name)
            : [parameter.GetCustomAttributes().OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name!]);

    /// <summary>Bodies, services and the token of cancellation are no parameters of a query.</summary>
    private static bool IsSimple(Type type) => type == typeof(string) || (type.IsValueType && type != typeof(CancellationToken));
}
