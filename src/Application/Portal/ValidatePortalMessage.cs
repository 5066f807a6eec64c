using System.Text.Json;
using FluentValidation;
using MediatR;
using OneStop.Application.Contract;
using OneStop.Application.Pipeline;

namespace OneStop.Application.Portal;

/// <summary>Check a message to the portal field by field, without sending or storing it — kiểm tra gói tin gửi Cổng Dịch vụ công quốc gia.</summary>
/// <param name="Service">Name of the portal's service.</param>
/// <param name="Data">One item of the message's <c>data</c>, or the list of them.</param>
[Allows(Permission.ReadReports)]
public sealed record ValidatePortalMessage(string Service, JsonElement Data) : IQuery<MessageVerdict>;

internal sealed class ValidatePortalMessageValidator : AbstractValidator<ValidatePortalMessage>
{
    private const int MostItems = 100;

    public ValidatePortalMessageValidator()
    {
        RuleFor(q => q.Service).Must(PortalFields.Messages.ContainsKey).OverridePropertyName("service").WithState(_ => FieldRules.InList);
        RuleFor(q => q.Data).Must(data => data.ValueKind is JsonValueKind.Object or JsonValueKind.Array).OverridePropertyName("data").WithState(_ => FieldRules.WellFormed)
            .Must(data => data.ValueKind != JsonValueKind.Array || data.GetArrayLength() <= MostItems).OverridePropertyName("data").WithState(_ => FieldRules.WithinLength);
    }
}

internal sealed class ValidatePortalMessageHandler(PortalCodes codes) : IRequestHandler<ValidatePortalMessage, MessageVerdict>
{
    public Task<MessageVerdict> Handle(ValidatePortalMessage query, CancellationToken ct)
    {
        var faults = MessageCheck.Faults(query.Service, query.Data, codes);
        return Task.FromResult(new MessageVerdict(query.Service, codes.Interface, faults.Count == 0, faults));
    }
}
