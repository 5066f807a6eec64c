using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>The accounts of people who sign in at a provider of identities outside.</summary>
public interface ISubjects
{
    /// <summary>The account of a person, made at first sight; within the transaction under way.</summary>
    Task<AccountId> AccountOf(string issuer, string subject, CancellationToken ct);
}
