using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Access;
using OneStop.Application.Lists;
using OneStop.Domain.Access;

namespace OneStop.Api.Access;

/// <summary>Machine clients: what other systems may do here.</summary>
internal static class ClientEndpoints
{
    public static void MapClients(this RouteGroupBuilder v1)
    {
        var clients = v1.MapGroup("/clients").WithTags("Access");

        clients.MapGet("/", List).WithName(nameof(ListClients));
        clients.MapPost("/", Register).WithName(nameof(RegisterClient));
        clients.MapGet("/{id}", Get).WithName(nameof(GetClient));
        clients.MapPatch("/{id}", Change).WithName(nameof(ChangeClient)).NeedVersion();
        clients.MapPost("/{id}/disable", Disable).WithName(nameof(DisableClient)).NeedVersion();
        clients.MapPost("/{id}/secrets", AddSecret).WithName(nameof(AddClientSecret)).NeedVersion();
        clients.MapDelete("/{id}/secrets/{sid}", RevokeSecret).WithName(nameof(RevokeClientSecret)).NeedVersion();
    }

    /// <summary>All machine clients — danh sách phần mềm kết nối</summary>
    /// <remarks>For system administrators; by name.</remarks>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page of clients.</response>
    private static async Task<Ok<Page<ClientLine>>> List(
        [AsParameters] PageParameters page, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListClients(page.Request()), ct));

    /// <summary>Register a machine client — đăng ký phần mềm kết nối</summary>
    /// <remarks>It signs in once it has a secret. Whether it is for trying out (<c>test</c>) is fixed with it.</remarks>
    /// <param name="command">Its name and what it may do.</param>
    /// <response code="201">The client, with its version as ETag.</response>
    private static async Task<Created<ClientView>> Register(
        RegisterClient command, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var client = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/clients/{client.Id}", client, client.Version);
    }

    /// <summary>One machine client — xem phần mềm kết nối</summary>
    /// <remarks>With its live secrets: when they were made, last used and expire, never what they are.</remarks>
    /// <param name="id">Identity of the client.</param>
    /// <response code="200">The client, with its version as ETag.</response>
    private static async Task<Ok<ClientView>> Get(AccountId id, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        // No 304: the last use of a secret is no event, so that it changes under one version.
        var client = await mediator.Send(new GetClient(id), ct);
        return Answers.Acted(http, client, client.Version);
    }

    /// <summary>Change a machine client — cập nhật phần mềm kết nối</summary>
    /// <remarks>What is left out stays; a <c>grant</c> replaces the whole one, and counts from the next request on.</remarks>
    /// <param name="id">Identity of the client.</param>
    /// <param name="change">What to change.</param>
    /// <response code="200">The client after it, with its new ETag.</response>
    private static async Task<Ok<ClientView>> Change(
        AccountId id, ClientChange change, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var client = await mediator.Send(new ChangeClient(id, change), ct);
        return Answers.Acted(http, client, client.Version);
    }

    /// <summary>End every use of a machine client — khóa phần mềm kết nối</summary>
    /// <remarks>Tokens it was given are refused from the answer on, by every process.</remarks>
    /// <param name="id">Identity of the client.</param>
    /// <response code="200">The client after it, with its new ETag.</response>
    private static async Task<Ok<ClientView>> Disable(AccountId id, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var client = await mediator.Send(new DisableClient(id), ct);
        return Answers.Acted(http, client, client.Version);
    }

    /// <summary>Give a machine client one more secret — cấp khóa bí mật</summary>
    /// <remarks>
    /// At most two are live at once, so that one can take the place of the other without a gap. The secret is in this answer only; an
    /// <c>Idempotency-Key</c> is refused, and <c>If-Match</c> keeps a repeated request from making another one.
    /// </remarks>
    /// <param name="id">Identity of the client.</param>
    /// <param name="body">Until when it can be used.</param>
    /// <response code="201">The secret, with the client's new version as ETag.</response>
    private static async Task<Created<ClientSecretGiven>> AddSecret(
        AccountId id, SecretBody body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var secret = await mediator.Send(new AddClientSecret(id, body.ExpiresOn), ct);
        http.Response.Headers.CacheControl = "no-store";
        return Answers.Made(http, $"/api/v1/clients/{id}", secret, secret.Version);
    }

    /// <summary>End a secret of a machine client — thu hồi khóa bí mật</summary>
    /// <remarks>Tokens it brought are refused from the answer on, by every process; those of the client's other secret are not.</remarks>
    /// <param name="id">Identity of the client.</param>
    /// <param name="sid">Identity of the secret.</param>
    /// <response code="200">The client after it, with its new ETag.</response>
    private static async Task<Ok<ClientView>> RevokeSecret(
        AccountId id, ClientSecretId sid, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var client = await mediator.Send(new RevokeClientSecret(id, sid), ct);
        return Answers.Acted(http, client, client.Version);
    }

    /// <summary>A secret to be made.</summary>
    internal sealed record SecretBody
    {
        /// <summary>Last day on which it can be used; null without end.</summary>
        public DateOnly? ExpiresOn { get; init; }
    }
}
