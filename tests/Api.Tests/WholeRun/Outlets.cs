using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using OneStop.Application.Pipeline;

namespace OneStop.Api.Tests.WholeRun;

/// <summary>
/// Everything that leaves the process beside the answers people asked for: log records with their scopes and values, tags of measures and spans,
/// problems, headers and addresses.
/// </summary>
internal sealed class Outlets : IDisposable
{
    private readonly ConcurrentQueue<(string Where, string Text)> said = new();
    private readonly MeterListener meters = new();
    private readonly ActivityListener spans;

    public Outlets()
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == TelemetrySources.Name || instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.Start();
        spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Ended,
        };
        ActivitySource.AddActivityListener(spans);
        Logs = new LogOutlet(this);
    }

    public ILoggerProvider Logs { get; }

    /// <summary>How much each kind of outlet said, so that silence is not mistaken for discretion.</summary>
    public ILookup<string, string> Kinds => said.ToLookup(one => one.Where.Split(' ')[0], one => one.Where);

    /// <summary>Where one of the texts came out, once each.</summary>
    public List<string> WhereIs(IEnumerable<string> texts)
    {
        var looked = texts.ToArray();
        return [.. said.Where(one => looked.Any(text => one.Text.Contains(text, StringComparison.OrdinalIgnoreCase)))
            .Select(one => $"{one.Where}: {(one.Text.Length > 400 ? one.Text[..400] : one.Text)}").Distinct()];
    }

    public void Say(string where, string text)
    {
        said.Enqueue((where, text));
        // Escaped, a name would go unseen.
        if (text.Contains('%', StringComparison.Ordinal))
        {
            said.Enqueue((where, Uri.UnescapeDataString(text)));
        }
    }

    /// <summary>Hears the answers of a client.</summary>
    public DelegatingHandler Ear() => new AnswerOutlet(this);

    public void Dispose()
    {
        meters.Dispose();
        spans.Dispose();
        Logs.Dispose();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            Say($"metric {instrument.Name}", $"{tag.Key}={tag.Value}");
        }
    }

    private void Ended(Activity span)
    {
        Say($"span {span.OperationName}", $"{span.DisplayName} {span.StatusDescription}");
        foreach (var tag in span.TagObjects.Concat(span.Events.SelectMany(happened => happened.Tags)))
        {
            Say($"span {span.OperationName}", $"{tag.Key}={tag.Value}");
        }
        foreach (var carried in span.Baggage)
        {
            Say($"span {span.OperationName}", $"{carried.Key}={carried.Value}");
        }
    }

    private sealed class LogOutlet(Outlets outlets) : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

        public ILogger CreateLogger(string categoryName) => new Category(categoryName, this);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

        public void Dispose()
        {
        }

        private sealed class Category(string name, LogOutlet owner) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => owner.scopes.Push(state);

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (!IsEnabled(logLevel))
                {
                    return;
                }
                var where = $"log {name} {eventId.Name}";
                owner.Outlets.Say(where, formatter(state, exception));
                Values(where, state);
                owner.scopes.ForEachScope((scope, _) => Values(where, scope), 0);
                if (exception is not null)
                {
                    owner.Outlets.Say(where, exception.ToString());
                }
            }

            private void Values(string where, object? state)
            {
                owner.Outlets.Say(where, state?.ToString() ?? "");
                if (state is IEnumerable<KeyValuePair<string, object?>> values)
                {
                    foreach (var value in values)
                    {
                        owner.Outlets.Say(where, $"{value.Key}={value.Value}");
                    }
                }
            }
        }

        private Outlets Outlets => outlets;
    }

    private sealed class AnswerOutlet(Outlets outlets) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var header in answer.Headers.Concat(answer.Content.Headers))
            {
                outlets.Say($"header {header.Key}", string.Join(", ", header.Value));
            }
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                outlets.Say($"problem {(int)answer.StatusCode}", System.Text.RegularExpressions.Regex.Unescape(text.Replace("\\\"", "'", StringComparison.Ordinal)));
            }
            else if (text.StartsWith('{') || text.StartsWith('['))
            {
                Addresses(JsonNode.Parse(text));
            }
            return answer;
        }

        /// <summary>The addresses an answer leads to; what callers sent in themselves stands in members of other names.</summary>
        private void Addresses(JsonNode? node)
        {
            if (node is JsonObject members)
            {
                foreach (var member in members)
                {
                    Addresses(member.Value);
                    if (member.Key is "problem" or "faults" && member.Value is not null)
                    {
                        outlets.Say("problem of an item", member.Value.ToJsonString());
                    }
                }
            }
            else if (node is JsonArray items)
            {
                items.ToList().ForEach(Addresses);
            }
            else if (node is JsonValue value && value.TryGetValue(out string? text) && (text.StartsWith("/api/", StringComparison.Ordinal) || text.StartsWith("onestop:", StringComparison.Ordinal)))
            {
                outlets.Say("address in an answer", text);
            }
        }
    }
}
