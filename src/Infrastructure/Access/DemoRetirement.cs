using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Access;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Keeps demo accounts, whose password is known, out of live work: a process does not start beside them until they are disabled.</summary>
internal sealed class DemoRetirement(
    DemoOptions options, IHostEnvironment environment, IConfiguration configuration, IServiceScopeFactory scopes, ILogger<DemoRetirement> log)
{
    private const int Slice = 100;
    private const int NamesAtOnce = 1_000;

    private const string SelectUntouched = "SELECT Id, UserName FROM Accounts WHERE Disabled = 0 AND Version = 0";

    private const string SelectNamed = "SELECT Id, UserName FROM Accounts WHERE Disabled = 0 AND UserName IN @Names";

    public async Task Check(IReadOnlyList<string> agencyCodes, CancellationToken ct)
    {
        var isLive = !environment.IsDevelopment() && !configuration.GetValue("Sandbox:Enabled", false);
        if (!isLive && !options.Retire)
        {
            return;
        }
        var usable = await Usable(agencyCodes, ct);
        if (usable.Count > 0 && !options.Retire)
        {
            throw new StartRefusedException(
                $"The database holds {usable.Count} demo accounts that can sign in with a known password; Demo:Retire=true disables them at the start");
        }
        foreach (var slice in usable.Chunk(Slice))
        {
            await Retire(slice, ct);
        }
        if (usable.Count > 0)
        {
            log.LogInformation("Disabled {Accounts} demo accounts", usable.Count);
        }
    }

    /// <summary>Accounts without a history, and those of the demo that were changed since: their identity follows from their name.</summary>
    private async Task<IReadOnlyList<AccountId>> Usable(IReadOnlyList<string> agencyCodes, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        var found = (await db.Query<Row>(SelectUntouched, null, ct)).Select(row => row.Id).ToHashSet();
        foreach (var names in DemoAccounts.Names(agencyCodes).Chunk(NamesAtOnce))
        {
            found.UnionWith((await db.Query<Row>(SelectNamed, new { Names = names }, ct))
                .Where(row => row.Id == DemoAccounts.IdOf(row.UserName)).Select(row => row.Id));
        }
        return [.. found];
    }

    private async Task Retire(AccountId[] slice, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<IActAsEngine>().ActAsEngine();
        var (accounts, clock) = (services.GetRequiredService<IAccountRepository>(), services.GetRequiredService<TimeProvider>());
        await services.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                foreach (var id in slice)
                {
                    if (await accounts.Find(id, ct) is { State.Disabled: false } account)
                    {
                        account.Retire(clock.GetUtcNow());
                        await accounts.Save(account, ct);
                    }
                }
                return slice.Length;
            },
            ct);
    }

    private sealed record Row
    {
        public required AccountId Id { get; init; }

        public required string UserName { get; init; }
    }
}
