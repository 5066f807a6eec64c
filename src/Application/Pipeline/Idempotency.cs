using System.Text.Json;
using MediatR;
using OneStop.Application.Ports;

namespace OneStop.Application.Pipeline;

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
        if (await store.Find(key, ct) is { } stored)
        {
            if (!stored.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint))
            {
                throw new IdempotencyKeyReusedException();
            }
            key.Replayed = true;
            return JsonSerializer.Deserialize<TAnswer>(stored.Answer)!;
        }
        var answer = await next();
        await store.Keep(key, JsonSerializer.Serialize(answer), ct);
        return answer;
    }
}
