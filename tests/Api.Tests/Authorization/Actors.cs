using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Api.Tests.Authorization;

/// <summary>Callers of a host: its demo accounts, and others that are written as rows.</summary>
internal sealed class Actors(TestHost host)
{
    private const string InsertAccount = """
        INSERT INTO Accounts (Id, UserName, Kind, DisplayName, PasswordHash, Disabled, Version, Details, NameKey)
        VALUES (@Id, @UserName, @Kind, @UserName, NULL, 0, 0, @Details, @UserName)
        """;

    private const string InsertPost = "INSERT INTO AccountPosts (AccountId, Number, Role, AgencyCode) VALUES (@Id, 0, @Role, @Agency)";

    private const string InsertMandate = """
        INSERT INTO Mandates (Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, ToDay, AcceptedAt, RevokedAt, Details)
        VALUES (@Id, 1, 'parent', @Principal, @Representative, '2026-01-01', NULL, 1, NULL, @Details)
        """;

    private const string InsertAbsence = """
        INSERT INTO Absences (Id, AccountId, CoverId, FromDay, ToDay, EndedAt)
        VALUES (@Id, @Account, @Cover, '2026-01-01', '2026-12-31', NULL)
        """;

    private readonly ConcurrentDictionary<string, AccountId> written = new();
    private readonly ConcurrentDictionary<string, Task<HttpClient>> clients = new();

    public AccountId IdOf(string userName) => written.TryGetValue(userName, out var id) ? id : DemoAccounts.IdOf(userName);

    public Task<HttpClient> As(string userName) => clients.GetOrAdd(userName, SignedIn);

    /// <summary>A machine client with a grant.</summary>
    public Task Client(string userName, ClientGrant grant) => Write(async db =>
    {
        var id = await Account(db, userName, AccountKind.Client, new AccountDetails { Grant = grant });
    });

    public Task Official(string userName, Role role, string agency) => Write(async db =>
    {
        var id = await Account(db, userName, AccountKind.Staff, new AccountDetails());
        await db.Execute(InsertPost, new { Id = id, Role = EnumName.Of(role), Agency = agency }, default);
    });

    public Task Citizen(string userName) => Write(async db =>
    {
        var id = await Account(db, userName, AccountKind.Citizen, new AccountDetails());
        await db.Execute(InsertPost, new { Id = id, Role = EnumName.Of(Role.Citizen), Agency = (string?)null }, default);
    });

    /// <summary>Lets one citizen act for another.</summary>
    public Task Mandate(string principal, string representative, MandateDetails details) => Write(async db => await db.Execute(
        InsertMandate,
        new
        {
            Id = AccountId.New(Desk.Monday), Principal = IdOf(principal), Representative = IdOf(representative), Details = Infrastructure.Persistence.Details.Write(details),
        },
        default));

    /// <summary>Lets one official cover for another all year.</summary>
    public Task Absence(string absent, string cover) => Write(async db =>
        await db.Execute(InsertAbsence, new { Id = AccountId.New(Desk.Monday), Account = IdOf(absent), Cover = IdOf(cover) }, default));

    private async Task<AccountId> Account(DbSession db, string userName, AccountKind kind, AccountDetails details)
    {
        var id = AccountId.New(Desk.Monday);
        await db.Execute(InsertAccount, new { Id = id, UserName = userName, Kind = EnumName.Of(kind), Details = Infrastructure.Persistence.Details.Write(details) }, default);
        return written[userName] = id;
    }

    private async Task Write(Func<DbSession, Task> rows)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                await rows(services.GetRequiredService<DbSession>());
                await services.GetRequiredService<Stamps>().Changed(Stamp.Access, default);
                return true;
            },
            default);
    }

    private async Task<HttpClient> SignedIn(string userName)
    {
        if (!written.TryGetValue(userName, out var id))
        {
            return host.Client(userName);
        }
        await using var scope = host.Services.CreateAsyncScope();
        var issued = await scope.ServiceProvider.GetRequiredService<ITokens>().Issue(new OpenSession(SessionId.New(Desk.Monday), id, "", DateTimeOffset.MaxValue), default);
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issued!.Token);
        return client;
    }
}
