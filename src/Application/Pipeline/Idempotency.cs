using System.Text.Json;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Pipeline;

/// <summary>An answer with a secret in it: it is never stored, so that no key can bring it again.</summary>
public interface IHoldsSecret;

/// <summary>Gives the stored answer where the key was used before; key and effect commit or vanish together.</summary>
public sealed class Idempotency<TCommand, TAnswer>(ICaller caller, IIdempotencyStore store) : IPipelineBehavior<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>
{
    public async Task<TAnswer> Handle(TCommand request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        if (caller.Idempotency is not { } key)
        {
            return await next();
        }
        if (typeof(IHoldsSecret).IsAssignableFrom(typeof(TAnswer)))
        {
            throw new InvalidInputException("Idempotency-Key", RequestRules.AnswerMayBeKept);
        }
        if (await store.Find(key, ct) is { } stored)
        {
            if (!stored.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint))
            {
                throw new IdempotencyKeyReusedException();
            }
            key.Replayed = true;
            return JsonSerializer.Deserialize<TAnswer>(stored.Answer)!;
        }
        var answer = await Once(key, next, ct);
        await store.Keep(key, JsonSerializer.Serialize(answer), ct);
        return answer;
    }

    /// <summary>
    /// Runs the command; where a rule is in its way because another process has committed the same key meanwhile, that is its own effect: the
    /// transaction begins anew and finds the answer.
    /// </summary>
    private async Task<TAnswer> Once(IdempotencyKey key, RequestHandlerDelegate<TAnswer> next, CancellationToken ct)
    {
        try
        {
            return await next();
        }
        catch (Exception e) when (e is RuleBrokenException or StaleException)
        {
            if (await store.Find(key, ct) is null)
            {
                throw;
            }
            throw new RunAgainException(e);
        }
    }
}
