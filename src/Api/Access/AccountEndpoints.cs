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

        accounts.MapPost("/", Register).WithName(nameof(RegisterAccount)).HoldPassword().LimitSignIns();
        accounts.MapGet("/{id}", Get).WithName(nameof(GetAccount));
        accounts.MapPatch("/{id}", Change).WithName(nameof(ChangeAccount)).HoldPassword().NeedVersion();
        accounts.MapPost("/{id}/confirmations", AskCode).WithName(nameof(AskConfirmation));
        accounts.MapPost("/{id}/confirmations/confirm", Confirm).WithName(nameof(ConfirmContact));
        accounts.MapPost("/{id}/roles", Roles).WithName(nameof(ChangeRoles)).NeedVersion();
        accounts.MapPost("/{id}/disable", Disable).WithName(nameof(DisableAccount)).NeedVersion();
    }

    /// <summary>Who am I — tài khoản đang đăng nhập</summary>
    /// <remarks>Roles and permissions are those of today: posts and agencies have first and last days.</remarks>
    /// <response code="200">The account, its roles, agencies and permissions.</response>
    private static async Task<Ok<Me>> Me(IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetMe(), ct));

    /// <summary>Open an account as a citizen or an enterprise — đăng ký tài khoản</summary>
    /// <remarks>To each contact given a code is sent, with which it is confirmed.</remarks>
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

    /// <summary>Change an account — cập nhật tài khoản</summary>
    /// <remarks>
    /// For its owner, and for those who administer every agency where it holds a post. What is left out stays, what is empty goes. A contact
    /// that is another one must be confirmed again. A change of password needs the current one, is the owner's alone, and ends all other
    /// sign-ins. Only administrators set <c>subject</c>.
    /// </remarks>
    /// <param name="id">Identity of the account.</param>
    /// <param name="body">What changes.</param>
    /// <response code="200">The account after it, with its new ETag.</response>
    private static async Task<Ok<AccountView>> Change(
        AccountId id, ChangeBody body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var account = await mediator.Send(new ChangeAccount(id, body.Change) { NewPassword = body.Password, Subject = body.Subject }, ct);
        return Answers.Acted(http, account, account.Version);
    }

    /// <summary>Ask for a code by phone or e-mail — yêu cầu mã xác nhận</summary>
    /// <remarks>For the owner of the account, once a minute. The code has six digits and is valid for ten minutes and five attempts.</remarks>
    /// <param name="id">Identity of the account.</param>
    /// <param name="body">Which contact.</param>
    /// <response code="202">The code is on its way.</response>
    private static async Task<Accepted<ConfirmationAsked>> AskCode(
        AccountId id, ContactBody body, IMediator mediator, CancellationToken ct) =>
        TypedResults.Accepted((string?)null, await mediator.Send(new AskConfirmation(id, body.Kind), ct));

    /// <summary>Confirm a phone or an e-mail address by the code that was sent there — xác nhận số điện thoại, thư điện tử</summary>
    /// <param name="id">Identity of the account.</param>
    /// <param name="body">Which contact, and the code.</param>
    /// <response code="200">The account after it, with its new ETag.</response>
    private static async Task<Ok<AccountView>> Confirm(
        AccountId id, CodeBody body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var account = await mediator.Send(new ConfirmContact(id, body.Kind, body.Code), ct);
        return Answers.Acted(http, account, account.Version);
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

    /// <summary>What changes in an account.</summary>
    internal sealed record ChangeBody
    {
        public string? DisplayName { get; init; }

        public string? Phone { get; init; }

        public string? Email { get; init; }

        /// <summary>Personal identification number, for citizens.</summary>
        public string? PersonalId { get; init; }

        /// <summary>Tax code, for enterprises.</summary>
        public string? TaxCode { get; init; }

        public NewPassword? Password { get; init; }

        /// <summary>Who signs in to it by an outside issuer; administrators only.</summary>
        public Subject? Subject { get; init; }

        internal AccountChange Change => new()
        {
            DisplayName = DisplayName, Phone = Phone, Email = Email, PersonalId = PersonalId, TaxCode = TaxCode,
        };
    }

    /// <summary>One of the contacts of an account.</summary>
    internal sealed record ContactBody(ContactKind Kind);

    /// <summary>A contact with the code that was sent there.</summary>
    /// <param name="Code">Six digits.</param>
    internal sealed record CodeBody(ContactKind Kind, string Code);
}
