using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>When secrets were last used, until it is written: signing in waits for no write.</summary>
internal sealed class SecretUses
{
    private readonly ConcurrentDictionary<ClientSecretId, DateTimeOffset> noted = new();

    /// <summary>The latest counts, in whichever order they are noted.</summary>
    public void Note(ClientSecretId secret, DateTimeOffset at) => noted.AddOrUpdate(secret, at, (_, before) => at > before ? at : before);

    /// <summary>Takes away what was noted.</summary>
    public IReadOnlyList<SecretUse> Take() =>
        [.. noted.Keys.Select(secret => noted.TryRemove(secret, out var at) ? new SecretUse(secret, at) : null).OfType<SecretUse>()];
}

/// <summary>A secret and when somebody signed in with it.</summary>
internal sealed record SecretUse(ClientSecretId Id, DateTimeOffset LastUsedAt);

/// <summary>Writes the last uses of secrets, all of some seconds in one transaction.</summary>
internal sealed class SecretUseWriter(SecretUses uses, IServiceScopeFactory scopes, ILogger<SecretUseWriter> log) : BackgroundService
{
    private const string Update = "UPDATE ClientSecrets SET LastUsedAt = @LastUsedAt WHERE Id = @Id AND (LastUsedAt IS NULL OR LastUsedAt < @LastUsedAt)";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Write(cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // Whoever hosts this took it down while it was stopping: the last seconds' marks are lost, nothing else.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Write(stoppingToken);
        }
    }

    private async Task Write(CancellationToken ct)
    {
        var taken = uses.Take();
        if (taken.Count == 0)
        {
            return;
        }
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DbSession>();
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
                async () =>
                {
                    foreach (var use in taken)
                    {
                        await db.Execute(Update, use, ct);
                    }
                    return taken.Count;
                },
                ct);
        }
        catch (Exception e) when (e is UnavailableException or DbException)
        {
            foreach (var use in taken)
            {
                uses.Note(use.Id, use.LastUsedAt);
            }
            log.LogWarning(e, "The last uses of {Secrets} secrets were not written; they are tried again", taken.Count);
        }
    }
}
