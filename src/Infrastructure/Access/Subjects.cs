using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using OneStop.Application.Access;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Accounts of people whom outside issuers sign in.</summary>
internal sealed class Subjects(DbSession db, IAccountRepository accounts, AuthOptions options, TimeProvider clock) : ISubjects
{
    private const int LongestName = 200;

    private static readonly int[] DigestLengths = [12, 24, 48];

    private const string Select = """
        SELECT a.Id, a.Kind
        FROM AccountSubjects s
        JOIN Accounts a ON a.Id = s.AccountId
        WHERE s.Issuer = @Issuer AND s.Subject = @Subject
        """;

    private const string Insert = "INSERT INTO AccountSubjects (Issuer, Subject, AccountId) VALUES (@Issuer, @Subject, @AccountId)";

    public Task<SubjectAccount?> Find(string issuer, string subject, CancellationToken ct) =>
        db.QueryOne<SubjectAccount>(Select, new { Issuer = issuer, Subject = subject }, ct);

    public Task<AccountId> AccountOf(string issuer, string subject, CancellationToken ct) => AccountOf(issuer, subject, name: null, ct);

    /// <param name="name">What the person is called, where the issuer says so.</param>
    public async Task<AccountId> AccountOf(string issuer, string subject, string? name, CancellationToken ct)
    {
        if (await Find(issuer, subject, ct) is { } known)
        {
            return known.Id;
        }
        var now = clock.GetUtcNow();
        var userName = await FreeName(issuer, subject, ct);
        var displayName = name?.Trim() is { Length: > 0 and <= LongestName } given ? given : userName;
        var account = Account.Register(AccountId.New(now), AccountKind.Citizen, userName, displayName, new AccountDetails(), now);
        await accounts.Add(account, passwordHash: null, ct);
        await Keep(issuer, subject, account.State.Id, ct);
        return account.State.Id;
    }

    public bool SignsInCitizens(string issuer) => options.Issuers.Count == 0
        ? Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
        : SignsIn(IssuerOf.Citizens, issuer);

    public async Task Link(AccountId account, Subject subject, CancellationToken ct)
    {
        if (!SignsIn(IssuerOf.Staff, subject.Issuer))
        {
            throw new InvalidInputException("subject.issuer", AccessRules.IssuerSignsInStaff);
        }
        AccessRules.SubjectIsFree.Demand(await Find(subject.Issuer, subject.Id, ct) is null);
        await Keep(subject.Issuer, subject.Id, account, ct);
    }

    private bool SignsIn(IssuerOf whom, string issuer) => options.Issuers.Any(one => one.For == whom && one.Issuer == issuer);

    private async Task Keep(string issuer, string subject, AccountId account, CancellationToken ct)
    {
        try
        {
            await db.Execute(Insert, new { Issuer = issuer, Subject = subject, AccountId = account }, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            // Another process saw the person first: run again and find its account.
            throw new RunAgainException(e);
        }
    }

    /// <summary>A name that tells nothing about the person; longer where somebody has the short one.</summary>
    private async Task<string> FreeName(string issuer, string subject, CancellationToken ct)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")));
        foreach (var length in DigestLengths)
        {
            var name = $"{UserName.OutsidePrefix}{digest[..length]}";
            if (await accounts.FindByName(name, ct) is null)
            {
                return name;
            }
        }
        throw new RuleBrokenException(AccessRules.UserNameIsFree);
    }
}

/// <summary>The account that a person has here.</summary>
internal sealed record SubjectAccount
{
    public required AccountId Id { get; init; }

    public required AccountKind Kind { get; init; }
}
