using System.Globalization;
using MediatR;
using OneStop.Api.Http;
using OneStop.Application.Changes;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Application.Sandbox;
using OneStop.Domain.Shared;

namespace OneStop.Api.Changes;

/// <summary>
/// Whoever follows by a stream. Each look is a request of its own: the token is checked again, and what the account may see is found out anew, so that
/// a stream ends, or shows less, as soon as requests would.
/// </summary>
internal sealed class StreamCaller(IHttpContextAccessor context, IServiceScopeFactory scopes, Caller caller, IChanges changes, IMediator mediator)
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>How long a stream waits before it asks again whether its caller may go on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string? token = CallerMiddleware.BearerToken(context.HttpContext!);

    /// <summary>Where a stream begins: behind the event that the caller had last, behind the position asked for, or with what comes from now on.</summary>
    public async Task<long> Begin(string? lastEventId, long? after, CancellationToken ct)
    {
        if (lastEventId is null)
        {
            return after ?? (await mediator.Send(new GetPosition(), ct)).Position;
        }
        return long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new InvalidInputException(LastEventId, FieldRules.WellFormed);
    }

    /// <summary>The answer to the caller as it stands now; null where it may not ask any more, or cannot be followed up to the end.</summary>
    public async Task<T?> Ask<T>(IRequest<T> request, CancellationToken ct)
        where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<ISandbox>().Refresh(services, ct);
        if (token is null || await services.GetRequiredService<ITokens>().Check(token, ct) is not { } signedIn)
        {
            return null;
        }
        services.GetRequiredService<Caller>().ActAs(signedIn.Actor, caller.English);
        try
        {
            return await services.GetRequiredService<IMediator>().Send(request, ct);
        }
        catch (Exception e) when (e is ForbiddenException or RuleBrokenException)
        {
            return null;
        }
    }

    /// <summary>Waits for what comes next; the stream stays alive meanwhile.</summary>
    /// <param name="from">Where the last look began.</param>
    /// <param name="to">Up to where it came.</param>
    public async Task Wait(EventWriter stream, ChangeInterest interest, long from, long to, CancellationToken ct)
    {
        await (from == to ? Task.CompletedTask : changes.Pause(ct));
        await changes.WaitBehind(to, interest, Patience, ct);
        await stream.StayAlive(to, ct);
    }
}
