using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>
/// Accounts to try the engine with, in development only: <c>&lt;role&gt;@&lt;agency code&gt;</c> for every agency and all its
/// divisions, <c>admin</c>, <c>citizen1</c> … <c>citizen9</c> and the machine client <c>demo-client</c>, which files online at any
/// agency, also for citizens, and sees what it filed. All have one password. They are rows without a history (version 0).
/// </summary>
internal sealed class DemoAccounts(
    DemoOptions options, IHostEnvironment environment, IServiceScopeFactory scopes, ILogger<DemoAccounts> log)
{
    private const int RowsPerInsert = 100;

    private const string SelectNames = "SELECT UserName FROM Accounts WHERE UserName IN @Names";

    private const string AccountColumns = "Accounts (Id, UserName, Kind, DisplayName, PasswordHash, Disabled, Version, Details, NameKey)";

    private const string PostColumns = "AccountPosts (AccountId, Number, Role, AgencyCode)";

    private static readonly Role[] AgencyRoles =
    [
        Role.Reception, Role.Handler, Role.Head, Role.Leader, Role.Clerk, Role.ReturnDesk, Role.OneStopHead, Role.AgencyAdmin,
        Role.ProcedureControl,
    ];

    public bool Enabled => options.Enabled ?? environment.IsDevelopment();

    /// <summary>The identity of a demo account: the same in every database.</summary>
    public static AccountId IdOf(string userName)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"onestop-demo/{userName}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new AccountId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The names of all demo accounts.</summary>
    public static IEnumerable<string> Names(IEnumerable<string> agencyCodes) => All(agencyCodes).Select(account => account.UserName);

    /// <summary>Adds the demo accounts that are missing; nothing where they are not enabled.</summary>
    public async Task Load(IEnumerable<string> agencyCodes, CancellationToken ct)
    {
        if (!Enabled)
        {
            return;
        }
        await AddClient(ct);
        var wanted = All(agencyCodes).ToArray();
        if ((await Missing(wanted, ct)).Count == 0)
        {
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        var hash = await scope.ServiceProvider.GetRequiredService<IPasswords>().Hash(options.Password, ct);
        var added = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            () => Add(scope.ServiceProvider.GetRequiredService<DbSession>(), scope.ServiceProvider.GetRequiredService<Stamps>(), wanted, hash), ct);
        log.LogInformation("Added {Accounts} demo accounts", added);
    }

    private async Task AddClient(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<DemoClient>();
        if (await client.IsMissing(ct))
        {
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(() => client.Add(options.Password), ct);
        }
    }

    private static IEnumerable<DemoAccount> All(IEnumerable<string> agencyCodes)
    {
        yield return new DemoAccount("admin", AccountKind.Staff, "Quản trị hệ thống (demo)", null, [Role.SystemAdmin, Role.CatalogueEditor]);
        for (var number = 1; number <= 9; number++)
        {
            yield return new DemoAccount($"citizen{number}", AccountKind.Citizen, $"Công dân {number} (demo)", null, [Role.Citizen]);
        }
        foreach (var code in agencyCodes)
        {
            foreach (var role in AgencyRoles)
            {
                var name = $"{EnumName.Of(role)}@{code}";
                yield return new DemoAccount(name, AccountKind.Staff, $"{name} (demo)", code, [role]);
            }
        }
    }

    private async Task<IReadOnlyList<DemoAccount>> Missing(DemoAccount[] wanted, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Missing(scope.ServiceProvider.GetRequiredService<DbSession>(), wanted, ct);
    }

    private static async Task<IReadOnlyList<DemoAccount>> Missing(DbSession db, DemoAccount[] wanted, CancellationToken ct)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in wanted.Select(account => account.UserName).Chunk(1_000))
        {
            there.UnionWith(await db.Query<string>(SelectNames, new { Names = part }, ct));
        }
        return [.. wanted.Where(account => !there.Contains(account.UserName))];
    }

    private static async Task<int> Add(DbSession db, Stamps stamps, DemoAccount[] wanted, string hash)
    {
        // Locks the row of the stamps, so that of two processes that start at once the second finds the first one's accounts.
        await stamps.Changed(Stamp.Access, CancellationToken.None);
        var missing = await Missing(db, wanted, CancellationToken.None);
        foreach (var part in missing.Chunk(RowsPerInsert))
        {
            var accounts = new Rows(AccountColumns);
            var posts = new Rows(PostColumns);
            foreach (var account in part)
            {
                var id = IdOf(account.UserName);
                accounts.Add(id, account.UserName, EnumName.Of(account.Kind), account.DisplayName, hash, false, 0, "{}", UserName.Key(account.UserName));
                foreach (var (number, role) in account.Roles.Index())
                {
                    posts.Add(id, number, EnumName.Of(role), account.Agency);
                }
            }
            await db.Execute(accounts.Text, accounts.Parameters, CancellationToken.None);
            await db.Execute(posts.Text, posts.Parameters, CancellationToken.None);
        }
        return missing.Count;
    }

    private sealed record DemoAccount(string UserName, AccountKind Kind, string DisplayName, string? Agency, Role[] Roles);

    /// <summary>An insert of many rows.</summary>
    private sealed class Rows(string columns)
    {
        private readonly List<string> rows = [];

        public DynamicParameters Parameters { get; } = new();

        public string Text => $"INSERT INTO {columns} VALUES {string.Join(", ", rows)}";

        public void Add(params object?[] values)
        {
            var names = values.Index().Select(value => $"@p{rows.Count}_{value.Index}").ToArray();
            foreach (var (name, value) in names.Zip(values))
            {
                Parameters.Add(name, value);
            }
            rows.Add($"({string.Join(", ", names)})");
        }
    }
}
