using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Registries;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Registries;

internal static class RegistryServices
{
    /// <summary>What asks registries of others and sends to other systems.</summary>
    public static IServiceCollection AddRegistries(this IServiceCollection services) => services
        .AddSingleton<IRegistries, HttpRegistries>()
        .AddScoped<NumberDigests>()
        .AddScoped<IRegistryCalls, RegistryCallTable>()
        .AddScoped<OutgoingTable>()
        .AddScoped<IOutgoing>(provider => provider.GetRequiredService<OutgoingTable>())
        .AddScoped<IIncoming, IncomingTable>()
        .AddScoped<ISweep, IncomingSweep>()
        .AddScoped<ISweep, RegistryCallSweep>()
        .AddScoped<ISweep, OutgoingSweep>()
        .AddSingleton<DocumentSender>()
        .AddHostedService(provider => provider.GetRequiredService<DocumentSender>());
}

/// <summary>Digests of numbers under a key of this installation: a plain digest of twelve digits can be tried out.</summary>
internal sealed class NumberDigests(InstallationSecrets secrets)
{
    private const string Name = "registryNumbers";

    /// <summary>The digest of a number; only inside a transaction.</summary>
    public async Task<byte[]> Of(string number, CancellationToken ct) => HMACSHA256.HashData(await secrets.Of(Name, ct), Encoding.UTF8.GetBytes(number));
}

/// <summary>Forgets calls that were kept long enough.</summary>
internal sealed class RegistryCallSweep(DbSession db, MachineClock clock) : ISweep
{
    private const int Slice = 500;

    private const string Expired = "SELECT Id FROM RegistryCalls WHERE At < @Before ORDER BY At, Id";

    private const string Forget = "DELETE FROM RegistryCalls WHERE Id = @Id";

    /// <summary>Five years.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(5 * 366);

    public async Task<bool> AnyExpired(CancellationToken ct) => (await First(1, ct)).Count > 0;

    public async Task<bool> Sweep(CancellationToken ct)
    {
        var expired = await First(Slice, ct);
        foreach (var id in expired)
        {
            await db.Execute(Forget, new { Id = id }, ct);
        }
        return expired.Count == Slice;
    }

    private Task<IReadOnlyList<EventId>> First(int most, CancellationToken ct) =>
        db.Query<EventId>($"{Expired} {db.Dialect.Page}", new { Before = clock.Now - Kept, Take = most }, ct);
}
