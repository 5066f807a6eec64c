using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Delivery;
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
    private int refusedSignIns;

    /// <summary>Calls a service.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="arguments">What it is told beside session, unit and its name.</param>
    /// <param name="safe">Whether it changes nothing there, so that it may be called again at once.</param>
    /// <param name="calls">Where the calls are written down.</param>
    /// <param name="persons">What is said about persons: no text that comes back keeps it; null where none of its words may be kept.</param>
    /// <returns>An answer of success.</returns>
    /// <exception cref="PortalRefusedException">It refused.</exception>
    /// <exception cref="PortalFaultException">There was no answer.</exception>
    public async Task<PortalAnswer> Call(
        string service, IReadOnlyDictionary<string, object> arguments, bool safe, ICollection<MadeCall> calls, IEnumerable<string>? persons, CancellationToken ct)
    {
        for (var turn = 0; ; turn++)
        {
            var current = session ?? await SignIn(calls, ct);
            var body = new Dictionary<string, object>(arguments) { ["session"] = current, ["madonvi"] = options.Unit, ["service"] = service };
            if (await Answer(service, options.ServicePath, body, safe, calls, persons, ct) is { } answer)
            {
                return codes.Success.Contains(answer.Code) ? answer : throw new PortalRefusedException(answer);
            }
            Interlocked.CompareExchange(ref session, null, current);
            if (turn > 0)
            {
                // It says nothing about what was sent.
                throw new PortalFaultException(PortalOutcome.SessionOver);
            }
        }
    }

    public void Dispose() => signingIn.Dispose();

    /// <summary>The answer of a service; null where the session is over, by the portal's code or by the status of HTTP.</summary>
    private async Task<PortalAnswer?> Answer(
        string service, string path, object body, bool safe, ICollection<MadeCall> calls, IEnumerable<string>? persons, CancellationToken ct)
    {
        try
        {
            var answer = await Send(service, path, body, safe, calls, persons, ct);
            return codes.SessionOver.Contains(answer.Code) ? null : answer;
        }
        catch (PortalFaultException e) when (e.Outcome == PortalOutcome.SessionOver)
        {
            return null;
        }
    }

    private async Task<string> SignIn(ICollection<MadeCall> calls, CancellationToken ct)
    {
        await signingIn.WaitAsync(ct);
        try
        {
            if (session is { } other)
            {
                return other;
            }
            if (line.PausedUntil > machineClock.GetUtcNow())
            {
                throw new PortalPausedException();
            }
            var body = new Dictionary<string, object> { ["username"] = options.UserName, ["password"] = options.Password };
            var answer = await Answer(SignInService, options.SignInPath, body, safe: true, calls, [options.UserName, options.Password], ct);
            if (answer is null || !codes.Success.Contains(answer.Code) || PortalAnswer.TextOf(answer.Body, "session") is not { Length: > 0 and <= 4_000 } given)
            {
                // Who goes on asking with a wrong password is locked out.
                line.Pause(Backoff.After(++refusedSignIns));
                throw new PortalFaultException(PortalOutcome.SignInRefused);
            }
            refusedSignIns = 0;
            return session = given;
        }
        finally
        {
            signingIn.Release();
        }
    }

    private async Task<PortalAnswer> Send(
        string service, string path, object body, bool safe, ICollection<MadeCall> calls, IEnumerable<string>? persons, CancellationToken ct)
    {
        var (at, begun) = (machineClock.GetUtcNow(), Stopwatch.GetTimestamp());
        try
        {
            var answer = await line.Send(path, body, safe, ct);
            calls.Add(new MadeCall(at, service, Stopwatch.GetElapsedTime(begun), OutcomeOf(service, answer), answer.Code, persons is null ? null : PortalText.Note(answer.Text, persons)));
            return answer;
        }
        catch (PortalFaultException e)
        {
            var outcome = e.Outcome == PortalOutcome.SessionOver && service == SignInService ? PortalOutcome.SignInRefused : e.Outcome;
            calls.Add(new MadeCall(at, service, Stopwatch.GetElapsedTime(begun), outcome, e.Status is { } status ? $"HTTP {status}" : null));
            throw;
        }
    }

    private PortalOutcome OutcomeOf(string service, PortalAnswer answer) =>
        codes.Success.Contains(answer.Code) ? PortalOutcome.Acknowledged
        : service == SignInService ? PortalOutcome.SignInRefused
        : codes.SessionOver.Contains(answer.Code) ? PortalOutcome.SessionOver
        : PortalOutcome.Refused;
}
