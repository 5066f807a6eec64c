using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>
/// Lets a message have its effect and writes it down, in one transaction. Where the effect is refused nothing of it stays, and the message is
/// written down as parked or refused in a transaction of its own.
/// </summary>
internal sealed class InboxDesk(IUnitOfWork unitOfWork, IPortalInbox inbox, IEnumerable<IInboxKind> kinds, InboxRows rows)
{
    /// <summary>Takes a message that was handed in; the same message again gives the same row.</summary>
    public async Task<InboxRow> Take(SignedCall call, Domain.Access.AccountId client, CancellationToken ct)
    {
        var row = rows.New(call, client);
        try
        {
            // What is read and checked without the database holds up nobody else's transaction.
            var message = InboxMessage.Read(call.Id, call.Body.Span);
            row = InboxRows.Of(row, message);
            var apply = Prepare(message);
            return await unitOfWork.InTransaction(async () => await Known(row, ct) ?? await Added(await Effect(row, apply, ct), ct), ct);
        }
        catch (Exception e) when (Refusal.Of(e) is { } refusal)
        {
            var refused = rows.Refused(row, refusal, Encoding.UTF8.GetString(call.Body.Span));
            return await unitOfWork.InTransaction(async () => await Known(refused, ct) ?? await Added(await rows.InOurNames(refused, ct), ct), ct);
        }
    }

    /// <summary>Tries a parked message again; where another did so meanwhile, nothing happens.</summary>
    public async Task Retry(string messageId, CancellationToken ct)
    {
        if (await inbox.Find(messageId, ct) is not { State: InboxState.Parked, Body: { } body } parked)
        {
            return;
        }
        var again = parked with { Attempts = parked.Attempts + 1 };
        try
        {
            var message = InboxMessage.Read(messageId, Encoding.UTF8.GetBytes(body));
            again = InboxRows.Of(again, message);
            var apply = Prepare(message);
            await unitOfWork.InTransaction(() => Settled(again, apply, ct), ct);
        }
        catch (TakenMeanwhileException)
        {
            // Its effect is there once: by the other.
        }
        catch (Exception e) when (Refusal.Of(e) is { } refusal)
        {
            // Where it was woken meanwhile, what it was refused for may be mended: it is due, and tried once more.
            var refused = rows.Refused(again, refusal, body);
            await unitOfWork.InTransaction(async () => await inbox.SettleUnlessWoken(await rows.InOurNames(refused, ct), parked.NextTryAt, ct), ct);
            if (refusal.Rule == InboxRules.IsTakenLater)
            {
                throw;
            }
        }
    }

    private async Task<bool> Settled(InboxRow again, Func<CancellationToken, Task<InboxEffect>> apply, CancellationToken ct)
    {
        if (await inbox.Find(again.MessageId, ct) is not { State: InboxState.Parked })
        {
            return false;
        }
        return await inbox.Settle(await Effect(again, apply, ct), ct) ? true : throw new TakenMeanwhileException();
    }

    private async Task<InboxRow?> Known(InboxRow row, CancellationToken ct)
    {
        var known = await inbox.Find(row.MessageId, ct);
        InboxRules.MessageIsOne.Demand(known is null || (known.ClientId == row.ClientId && CryptographicOperations.FixedTimeEquals(known.Fingerprint, row.Fingerprint)));
        return known;
    }

    private async Task<InboxRow> Added(InboxRow row, CancellationToken ct)
    {
        await inbox.Add(row, ct);
        return row;
    }

    private Func<CancellationToken, Task<InboxEffect>> Prepare(InboxMessage message) =>
        (kinds.FirstOrDefault(one => one.Name == message.Kind) ?? throw new ParkedException(InboxRules.CodeIsKnown, $"kind={message.Kind}")).Prepare(message);

    /// <summary>The effect of a message; what waited for it is tried at once.</summary>
    private async Task<InboxRow> Effect(InboxRow row, Func<CancellationToken, Task<InboxEffect>> apply, CancellationToken ct)
    {
        try
        {
            var effect = await apply(ct);
            if (row.PortalCode is { } code)
            {
                await inbox.WakeOf(code, ct);
            }
            return row with
            {
                State = InboxState.Taken,
                DossierId = effect.Dossier,
                Agency = effect.Agency,
                Reason = null,
                ReasonDetail = null,
                NextTryAt = null,
                Body = null,
            };
        }
        catch (StaleException e)
        {
            throw new RunAgainException(e);
        }
    }
}

/// <summary>Another had the effect of the message at the same instant; this one's goes.</summary>
internal sealed class TakenMeanwhileException : Exception;

/// <summary>Why a message has no effect, now or for good.</summary>
/// <param name="Detail">The field or the code; never a value that tells of people.</param>
internal sealed record Refusal(Rule Rule, string? Detail, bool IsFinal)
{
    /// <summary>Null for what says nothing about the message. What the client may not do, its grant may allow tomorrow: that waits.</summary>
    public static Refusal? Of(Exception exception) => exception switch
    {
        ParkedException e => new Refusal(e.Rule, e.Detail, IsFinal: false),
        UnprocessableException e => new Refusal(e.Rule, e.Path, IsFinal: true),
        RuleBrokenException { Rule: var rule } when rule == InboxRules.MessageIsOne => null,
        RuleBrokenException { Rule: var rule } when rule == DossierRules.FiledOnce => new Refusal(rule, null, IsFinal: false),
        RuleBrokenException e => new Refusal(e.Rule, null, IsFinal: true),
        NotFoundException e => new Refusal(e.Rule, null, IsFinal: false),
        ForbiddenException e => new Refusal(e.Rule, null, IsFinal: false),
        MissingCalendarYearException => new Refusal(CalendarRules.YearIsKnown, null, IsFinal: false),
        InvalidInputException e => new Refusal(e.Faults[0].Rule, e.Faults[0].Path, IsFinal: e.Faults[0].Rule != DossierRules.ComponentIsKnown),
        ValidationException e => new Refusal(RequestRules.Valid, e.Errors.First().PropertyName, IsFinal: true),
        OperationCanceledException or UnavailableException or OutcomeUnknownException or RunAgainException or TooSlowException => null,
        SignInRequiredException or ExternalException or IOException or TimeoutException => null,
        // A fault of a database is an external one. A fault of the engine's own must not lose the message.
        _ => new Refusal(InboxRules.IsTakenLater, exception.GetType().Name, IsFinal: false),
    };
}
