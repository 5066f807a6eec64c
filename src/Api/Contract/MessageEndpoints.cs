using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Application.Contract;

namespace OneStop.Api.Contract;

/// <summary>For those who connect a system of theirs.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder v1) =>
        v1.MapPost("/messages/validate", Validate).WithTags("Integration").WithName(nameof(ValidateMessage));

    /// <summary>Check a message of a connected system, field by field — kiểm tra gói tin kết nối</summary>
    /// <remarks>
    /// `message` is the name of a fixture below `docs`, such as `registries/person-answer`, `registries/document-message`, `messages/gateway-message` or
    /// `messages/gateway-receipt`; messages of the National Portal are checked by `POST /portal/validate`. Nothing is sent or stored. Each fault:
    /// `missing`, `tooLong`, `malformed`, `unknownCode` or `unknown`, with what is expected there.
    /// </remarks>
    /// <param name="body">The message.</param>
    /// <response code="200">What the message has against it; nothing where it is valid.</response>
    private static async Task<Ok<MessageVerdict>> Validate(MessageBody body, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new ValidateMessage(body.Message, body.Data), ct));

    /// <summary>A message by name.</summary>
    internal sealed record MessageBody(string Message, JsonElement Data);
}
