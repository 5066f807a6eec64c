using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;

namespace OneStop.Application.Notifications;

/// <summary>What the gateway says became of a message — xác nhận gửi tin.</summary>
/// <param name="Timestamp">Seconds since 1970 when it was signed.</param>
/// <param name="Signature"><c>sha256=</c> and the HMAC in hexadecimal digits.</param>
[Allows(Permission.Public)]
public sealed record TakeReceipt(DeliveryReceipt Receipt, string? Timestamp, string? Signature) : ICommand<ReceiptTaken>, IPrepared
{
    internal DateTimeOffset SignedAt { get; set; }
}

/// <summary>A receipt was taken; the same however often it comes.</summary>
public sealed record ReceiptTaken(NotificationId Id, DeliveryStatus Status);

internal sealed class TakeReceiptValidator : AbstractValidator<TakeReceipt>
{
    public TakeReceiptValidator()
    {
        RuleFor(c => c.Receipt.Status).IsInEnum().OverridePropertyName("status");
        // What is signed stands on lines: a value has none.
        RuleFor(c => c.Receipt.Reference).MaximumLength(100).Must(IsOneLine).OverridePropertyName("reference");
        RuleFor(c => c.Receipt.Error).MaximumLength(100).Must(IsOneLine).OverridePropertyName("error");
    }

    private static bool IsOneLine(string? text) => text?.Any(char.IsControl) != true;
}

/// <summary>Checks the signature before the transaction begins: who is not the gateway holds up nobody who writes.</summary>
internal sealed class ReceiptCheck(IReceiptSeal seal) : IPrepare<TakeReceipt>
{
    public Task Prepare(TakeReceipt command, CancellationToken ct)
    {
        command.SignedAt = seal.SignedAt(command.Receipt, command.Timestamp, command.Signature) ?? throw new UnprovenException(NotificationRules.ReceiptIsSigned);
        return Task.CompletedTask;
    }
}

internal sealed class TakeReceiptHandler(INotifications notifications) : IRequestHandler<TakeReceipt, ReceiptTaken>
{
    public async Task<ReceiptTaken> Handle(TakeReceipt command, CancellationToken ct)
    {
        NotificationRules.Exists.DemandFound(await notifications.Take(command.Receipt, command.SignedAt, ct));
        return new ReceiptTaken(command.Receipt.Id, command.Receipt.Status);
    }
}
