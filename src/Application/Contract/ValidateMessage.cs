using System.Text.Json;
using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;

namespace OneStop.Application.Contract;

/// <summary>Check a message between the engine and a system outside field by field, without sending or storing it — kiểm tra gói tin kết nối.</summary>
/// <param name="Message">Its name, one of <see cref="OutsideMessages.All"/>.</param>
/// <param name="Data">The message.</param>
[Allows(Permission.ReadReports)]
public sealed record ValidateMessage(string Message, JsonElement Data) : IQuery<MessageVerdict>;

internal sealed class ValidateMessageValidator : AbstractValidator<ValidateMessage>
{
    public ValidateMessageValidator()
    {
        RuleFor(q => q.Message).Must(name => name is not null && OutsideMessages.All.ContainsKey(name)).OverridePropertyName("message").WithState(_ => FieldRules.InList);
        RuleFor(q => q.Data).Must(data => data.ValueKind == JsonValueKind.Object).OverridePropertyName("data").WithState(_ => FieldRules.WellFormed);
    }
}

internal sealed class ValidateMessageHandler : IRequestHandler<ValidateMessage, MessageVerdict>
{
    public Task<MessageVerdict> Handle(ValidateMessage query, CancellationToken ct)
    {
        var check = new FieldCheck(_ => []);
        check.Record("data", query.Data, OutsideMessages.All[query.Message]);
        return Task.FromResult(new MessageVerdict(query.Message, OutsideMessages.Version, check.Faults.Count == 0, check.Faults));
    }
}
