using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediatR;

namespace OneStop.Application.Pipeline;

/// <summary>A span and a duration for every request, by its name and outcome; never its content.</summary>
public sealed class Telemetry<TRequest, TAnswer> : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TAnswer> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        using var span = TelemetrySources.Spans.StartActivity(Name);
        var began = Stopwatch.GetTimestamp();
        var outcome = "done";
        try
        {
            return await next();
        }
        catch (Exception e) when (Note(e, out outcome))
        {
            throw;
        }
        finally
        {
            span?.SetTag("outcome", outcome);
            TelemetrySources.Durations.Record(
                Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                new KeyValuePair<string, object?>("request", Name), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    private static bool Note(Exception e, out string outcome)
    {
        outcome = e.GetType().Name;
        return false;
    }
}

/// <summary>Names under which spans and measures leave the process.</summary>
public static class TelemetrySources
{
    public const string Name = "OneStop";

    internal static readonly ActivitySource Spans = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("onestop.request.duration", "ms");
}
