using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Access;
using OneStop.Domain.Access;

namespace OneStop.Api.Access;

/// <summary>Accounts and who is signed in.</summary>
internal static class AccountEndpoints
{
    public static void MapAccess(this RouteGroupBuilder v1)
    {
        v1.MapTokens();
        v1.MapStaff();
        v1.MapClients();
        v1.MapMandates();
        v1.MapGet("/me", Me).WithTags("Access").WithName(nameof(GetMe));
        var accounts = v1.MapGroup("/accounts").WithTags("Access");

        accounts.MapPost("/", Register).WithName(nameof(RegisterAccount));
        accounts.MapGet("/{id}", Get).WithName(nameof(GetAccount));
        accounts.MapPost("/{id}/roles", Roles).WithName(nameof(ChangeRoles)).NeedVersion();
        accounts.MapPost("/{id}/disable", Disable).WithName(nameof(DisableAccount)).NeedVersion();
    }

    /// <summary>Who am I — tài khoản đang đăng nhập</summary>
    /// <remarks>Roles and permissions are those of today: posts and agencies have first and last days.</remarks>
    /// <response code="200">The account, its roles, agencies and permissions.</response>
    private static async Task<Ok<Me>> Me(IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetMe(), ct));

    /// <summary>Open an account as a citizen or an enterprise — đăng ký tài khoản</summary>
    /// <param name="command">Name, password and who it is for.</param>
    /// <response code="201">The account; it can sign in at once.</response>
    private static async Task<Created<AccountView>> Register(
        RegisterAccount command, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var account = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/accounts/{account.Id}", account, account.Version);
    }

    /// <summary>One account — xem tài khoản</summary>
    /// <remarks>For its owner, administrators of an agency where it holds a post, and system administrators.</remarks>
    /// <param name="id">Identity of the account.</param>
    /// <response code="200">The account, with its version as ETag.</response>
    private static async Task<Results<Ok<AccountView>, StatusCodeHttpResult>> Get(
        AccountId id, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var account = await mediator.Send(new GetAccount(id), ct);
        return Answers.Versioned(http, account, account.Version);
    }

    /// <summary>Set the roles of an official at one agency — phân công vai trò</summary>
    /// <remarks>The roles given replace those held at that agency; an empty list takes all away. Roles at other agencies stay.</remarks>
    /// <param name="id">Identity of the account.</param>
    /// <param name="body">The agency and the roles.</param>
    /// <response code="200">The account after it, with its new ETag.</response>
    private static async Task<Ok<AccountView>> Roles(
        AccountId id, RolesBody body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var account = await mediator.Send(new ChangeRoles(id, body.Agency, body.Roles, body.Reason), ct);
        return Answers.Acted(http, account, account.Version);
    }

    /// <summary>End every use of an account — khóa tài khoản</summary>
    /// <remarks>Tokens it was given are refused from the answer on, by every process.</remarks>
    /// <param name="id">Identity of the account.</param>
    /// <param name="body">Why; may be left out.</param>
    /// <response code="200">The account after it, with its new ETag.</response>
    private static async Task<Ok<AccountView>> Disable(
        AccountId id, DisableBody? body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var account = await mediator.Send(new DisableAccount(id, body?.Reason), ct);
        return Answers.Acted(http, account, account.Version);
    }

    /// <summary>Why an account is disabled.</summary>
    internal sealed record DisableBody(string? Reason = null);

    /// <summary>What an official is at one agency from now on.</summary>
    internal sealed record RolesBody
    {
        /// <summary>Code of the agency; null for roles that hold everywhere (system administrators only).</summary>
        public string? Agency { get; init; }

        /// <summary>All roles at that agency.</summary>
        public required IReadOnlyList<WantedPost> Roles { get; init; }

        /// <summary>Why.</summary>
        public string? Reason { get; init; }
    }
}
