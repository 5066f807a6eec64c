using OneStop.Application.Pipeline;

namespace OneStop.Api.Http;

/// <summary>Marks actions on an existing resource: they need <c>If-Match</c>.</summary>
internal sealed record NeedsVersion;

internal static class NeedsVersionConventions
{
    /// <summary>Answers 428 where <c>If-Match</c> is missing; a replay under an idempotency key is asked first.</summary>
    public static TBuilder NeedVersion<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new NeedsVersion()).AddEndpointFilter((call, next) =>
        {
            var caller = call.HttpContext.RequestServices.GetRequiredService<Caller>();
            return caller.ExpectedVersion is null && caller.Idempotency is null ? throw new VersionMissingException() : next(call);
        });
}
