using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>Which accounts people have whom an outside issuer signs in.</summary>
public interface ISubjects
{
    /// <summary>
    /// Whether citizens sign in there; where no issuer is configured at all, every https address counts, so that filing for others can be tried.
    /// </summary>
    bool SignsInCitizens(string issuer);

    /// <summary>The account of a person; made at first sight, as a citizen without a password. Inside the running transaction.</summary>
    /// <param name="issuer">Who signs the person in (<c>iss</c>).</param>
    /// <param name="subject">Who that is there (<c>sub</c>).</param>
    Task<AccountId> AccountOf(string issuer, string subject, CancellationToken ct);

    /// <summary>Lets a person whom an issuer for staff signs in use an account that exists. Inside the running transaction.</summary>
    Task Link(AccountId account, Subject subject, CancellationToken ct);
}

/// <summary>A person as an outside issuer knows it — tài khoản tại hệ thống định danh khác.</summary>
/// <param name="Issuer">Its address, as its tokens name it (<c>iss</c>).</param>
/// <param name="Id">The person there (<c>sub</c>).</param>
public sealed record Subject(string Issuer, [property: System.Text.Json.Serialization.JsonPropertyName("subject")] string Id);
