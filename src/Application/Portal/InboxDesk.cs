using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>The machine's clock, by which messages are received and wait.</summary>
public sealed record InboxClock(TimeProvider Machine)
{
    public DateTimeOffset Now => Machine.GetUtcNow();
}

/// <summary>
/// Lets a message have its effect and writes it down, in one transaction. Where the effect is refused nothing of it stays, and the message is
/// written down as parked or refused in a transaction of its own.
/// </summary>
internal sealed class InboxDesk(IUnitOfWork unitOfWork, IPortalInbox inbox, IEnumerable<IInboxKind> kinds, IInboxCodes codes, InboxClock clock)
{
    private const int LongestDetail = 100;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Takes a message that was handed in; the same message again gives the same row.</summary>
    public async Task<InboxRow> Take(SignedCall call, Domain.Access.AccountId client, CancellationToken ct)
    {
        var blank = new InboxRow
        {
            MessageId = call.Id, ClientId = client, Kind = "", Fingerprint = call.Fingerprint, State = InboxState.Refused, ReceivedAt = clock.Now, Attempts = 1,
        };
        InboxMessage? message = null;
        try
        {
            return await unitOfWork.InTransaction(
                async () =>
                {
                    if (await Known(blank, ct) is { } known)
                    {
                        return known;
                    }
                    message = InboxMessage.Read(call.Id, call.Body.Span);
                    var taken = Taken(Of(blank, message), await Apply(message, ct));
                    await inbox.Add(taken, ct);
                    await Wake(taken, ct);
                    return taken;
                },
                ct);
        }
        catch (Exception e) when (Refusal.Of(e) is not null)
        {
            var refused = Refused(message is null ? blank : Of(blank, message), Refusal.Of(e)!, Encoding.UTF8.GetString(call.Body.Span));
            return await unitOfWork.InTransaction(() => AddUnlessKnown(refused, ct), ct);
        }
    }

    /// <summary>Tries a parked message again.</summary>
    public async Task Retry(string messageId, CancellationToken ct)
    {
        if (await inbox.Find(messageId, ct) is not { State: InboxState.Parked, Body: { } body } parked)
        {
            return;
        }
        var message = InboxMessage.Read(messageId, Encoding.UTF8.GetBytes(body));
        var again = parked with { Attempts = parked.Attempts + 1 };
        try
        {
            await unitOfWork.InTransaction(
                async () =>
                {
                    var taken = Taken(again, await Apply(message, ct));
                    if (!await inbox.Settle(taken, ct))
                    {
                        throw new RunAgainException(new StaleException("message", 0));
                    }
                    await Wake(taken, ct);
                    return true;
                },
                ct);
        }
        catch (Exception e) when (Refusal.Of(e) is not null)
        {
            await unitOfWork.InTransaction(() => inbox.Settle(Refused(again, Refusal.Of(e)!, body), ct), ct);
        }
    }

    private async Task<InboxRow?> Known(InboxRow row, CancellationToken ct)
    {
        var known = await inbox.Find(row.MessageId, ct);
        InboxRules.MessageIsOne.Demand(known is null || (known.ClientId == row.ClientId && CryptographicOperations.FixedTimeEquals(known.Fingerprint, row.Fingerprint)));
        return known;
    }

    private async Task<InboxRow> AddUnlessKnown(InboxRow row, CancellationToken ct)
    {
        if (await Known(row, ct) is { } known)
        {
            return known;
        }
        await inbox.Add(row, ct);
        return row;
    }

    private async Task<InboxEffect> Apply(InboxMessage message, CancellationToken ct)
    {
        var kind = kinds.FirstOrDefault(one => one.Name == message.Kind) ?? throw new ParkedException(InboxRules.CodeIsKnown, $"kind={message.Kind}");
        try
        {
            return await kind.Apply(message, ct);
        }
        catch (StaleException e)
        {
            throw new RunAgainException(e);
        }
    }

    private InboxRow Of(InboxRow row, InboxMessage message) => row with
    {
        Kind = message.Kind,
        PortalCode = message.PortalCode,
        Agency = message.AgencyCode is { } code ? codes.Find(InboxTable.Agencies, code) ?? code : null,
    };

    private Task Wake(InboxRow taken, CancellationToken ct) => taken.PortalCode is { } code ? inbox.WakeOf(code, ct) : Task.CompletedTask;

    private static InboxRow Taken(InboxRow row, InboxEffect effect) => row with
    {
        State = InboxState.Taken,
        DossierId = effect.Dossier,
        Agency = effect.Agency,
        Reason = null,
        ReasonDetail = null,
        NextTryAt = null,
        Body = null,
    };

    private InboxRow Refused(InboxRow row, Refusal refusal, string body)
    {
        var detail = refusal.Detail is { Length: > LongestDetail } ? null : refusal.Detail;
        if (refusal.IsFinal)
        {
            return row with { State = InboxState.Refused, Reason = refusal.Rule.Code, ReasonDetail = detail, NextTryAt = null, Body = null };
        }
        if (clock.Now - row.ReceivedAt >= codes.Patience)
        {
            return row with { State = InboxState.Refused, Reason = InboxRules.WaitsNotTooLong.Code, ReasonDetail = refusal.Rule.Code, NextTryAt = null, Body = null };
        }
        var wait = FirstWait * Math.Pow(2, Math.Min(row.Attempts - 1, 10));
        return row with
        {
            State = InboxState.Parked,
            Reason = refusal.Rule.Code,
            ReasonDetail = detail,
            NextTryAt = clock.Now + (wait < LongestWait ? wait : LongestWait),
            Body = body,
        };
    }
}

/// <summary>Why a message has no effect, now or for good.</summary>
/// <param name="Detail">The field or the code; never a value that tells of people.</param>
internal sealed record Refusal(Rule Rule, string? Detail, bool IsFinal)
{
    /// <summary>Null for what says nothing about the message.</summary>
    public static Refusal? Of(Exception exception) => exception switch
    {
        ParkedException e => new Refusal(e.Rule, e.Detail, IsFinal: false),
        UnprocessableException e => new Refusal(e.Rule, e.Path, IsFinal: true),
        RuleBrokenException { Rule: var rule } when rule == InboxRules.MessageIsOne => null,
        RuleBrokenException e => new Refusal(e.Rule, null, IsFinal: true),
        NotFoundException e => new Refusal(e.Rule, null, IsFinal: false),
        ForbiddenException e => new Refusal(e.Rule, null, IsFinal: true),
        MissingCalendarYearException => new Refusal(CalendarRules.YearIsKnown, null, IsFinal: false),
        InvalidInputException e => new Refusal(e.Faults[0].Rule, e.Faults[0].Path, IsFinal: e.Faults[0].Rule != DossierRules.ComponentIsKnown),
        ValidationException e => new Refusal(RequestRules.Valid, e.Errors.First().PropertyName, IsFinal: true),
        _ => null,
    };
}
