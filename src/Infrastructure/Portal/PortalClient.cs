using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Calls services of the portal under a session that all share: it signs in where there is none or it has ended. What was said and what came of
/// it is told to whoever keeps a list.
/// </summary>
internal sealed class PortalClient(PortalLine line, PortalOptions options, PortalCodes codes, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IDisposable
{
    public const string SignInService = "auth";

    private readonly SemaphoreSlim signingIn = new(1, 1);
    private volatile string? session;

    /// <summary>Calls a service.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="arguments">What it is told beside session, unit and its name.</param>
    /// <param name="safe">Whether it changes nothing there, so that it may be called again at once.</param>
    /// <param name="calls">Where the calls are written down.</param>
    /// <param name="persons">What is said about persons: no text that comes back keeps it.</param>
    /// <returns>An answer of success.</returns>
    /// <exception cref="PortalRefusedException">It refused.</exception>
    /// <exception cref="PortalFaultException">There was no answer.</exception>
    public async Task<PortalAnswer> Call(
        string service, IReadOnlyDictionary<string, object> arguments, bool safe, ICollection<MadeCall> calls, IEnumerable<string>? persons = null, CancellationToken ct = default)
    {
        for (var turn = 0; ; turn++)
        {
            var current = session ?? await SignIn(calls, ct);
            var body = new Dictionary<string, object>(arguments) { ["session"] = current, ["madonvi"] = options.Unit, ["service"] = service };
            var answer = await Send(service, options.ServicePath, body, safe, calls, persons ?? [], ct);
            if (codes.Success.Contains(answer.Code))
            {
                return answer;
            }
            if (!codes.SessionOver.Contains(answer.Code) || turn > 0)
            {
                throw new PortalRefusedException(answer);
            }
            Interlocked.CompareExchange(ref session, null, current);
        }
    }

    public void Dispose() => signingIn.Dispose();

    private async Task<string> SignIn(ICollection<MadeCall> calls, CancellationToken ct)
    {
        await signingIn.WaitAsync(ct);
        try
        {
            if (session is { } other)
            {
                return other;
            }
            var body = new Dictionary<string, object> { ["username"] = options.UserName, ["password"] = options.Password };
            var answer = await Send(SignInService, options.SignInPath, body, safe: true, calls, [options.UserName, options.Password], ct);
            if (!codes.Success.Contains(answer.Code) || PortalAnswer.TextOf(answer.Body, "session") is not { Length: > 0 and <= 4_000 } given)
            {
                throw new PortalFaultException(PortalOutcome.SignInRefused);
            }
            return session = given;
        }
        finally
        {
            signingIn.Release();
        }
    }

    private async Task<PortalAnswer> Send(
        string service, string path, object body, bool safe, ICollection<MadeCall> calls, IEnumerable<string> persons, CancellationToken ct)
    {
        var (at, begun) = (machineClock.GetUtcNow(), Stopwatch.GetTimestamp());
        try
        {
            var answer = await line.Send(path, body, safe, ct);
            calls.Add(new MadeCall(at, service, Stopwatch.GetElapsedTime(begun), OutcomeOf(service, answer), answer.Code, PortalText.Note(answer.Text, persons)));
            return answer;
        }
        catch (PortalFaultException e)
        {
            calls.Add(new MadeCall(at, service, Stopwatch.GetElapsedTime(begun), e.Outcome, e.Status is { } status ? $"HTTP {status}" : null));
            throw;
        }
    }

    private PortalOutcome OutcomeOf(string service, PortalAnswer answer) =>
        codes.Success.Contains(answer.Code) ? PortalOutcome.Acknowledged
        : service == SignInService ? PortalOutcome.SignInRefused
        : codes.SessionOver.Contains(answer.Code) ? PortalOutcome.SessionOver
        : PortalOutcome.Refused;
}
