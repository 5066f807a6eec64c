using System.Diagnostics;
using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;

namespace OneStop.Application.Registries;

/// <summary>
/// Ask a registry about a number, for a dossier the caller works on or while filing one. A request of its own, outside of every transaction; it
/// is noted before it is asked — tra cứu cơ sở dữ liệu.
/// </summary>
/// <param name="Dossier">Identity or code; needed but at reception.</param>
[Allows(Permission.AskRegistries)]
public sealed record LookUpRegistry(Registry Registry, string Number, LookUpPurpose Purpose, string? Dossier) : IRequest<RegistryFinding>;

/// <summary>What a registry said.</summary>
/// <param name="Call">Identity of the call in the log.</param>
/// <param name="Record">Absent where it holds nothing about the number.</param>
public sealed record RegistryFinding(Guid Call, bool Found, RegistryRecord? Record);

internal sealed class LookUpRegistryValidator : AbstractValidator<LookUpRegistry>
{
    public LookUpRegistryValidator()
    {
        RuleFor(q => q.Number).NotEmpty().MaximumLength(20).Matches("^[0-9A-Z][0-9A-Z-]*$");
        RuleFor(q => q.Purpose).IsInEnum();
        RuleFor(q => q.Dossier).MaximumLength(60);
    }
}

internal sealed class LookUpRegistryHandler(IRegistries registries, RegistryCallBook book, RegistryAskers askers, IUnitOfWork unitOfWork, MachineClock clock)
    : IRequestHandler<LookUpRegistry, RegistryFinding>
{
    public async Task<RegistryFinding> Handle(LookUpRegistry query, CancellationToken ct)
    {
        var asker = await askers.Demand(query.Dossier, query.Purpose, ct);
        var call = new RegistryCall
        {
            Id = Guid.CreateVersion7(clock.Now), At = clock.Now, ActorId = asker.Actor.Id, Registry = query.Registry, Purpose = query.Purpose,
            DossierId = asker.Dossier?.Id, OfDossier = asker.IsOfDossier(query.Number), Agency = asker.Agency, Outcome = LookUpOutcome.Asked, Milliseconds = 0,
        };
        await Write(() => book.Begin(call, query.Number, asker.Dossier, ct), ct);
        var begun = Stopwatch.GetTimestamp();
        var answer = await registries.Ask(query.Registry, query.Number, query.Purpose, call.Id, ct);
        var ended = call with { Outcome = answer.Outcome, Milliseconds = (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds };
        await Write(() => book.End(ended, CancellationToken.None), CancellationToken.None);
        return answer.Outcome switch
        {
            LookUpOutcome.Found => new RegistryFinding(call.Id, true, answer.Record),
            LookUpOutcome.NotFound => new RegistryFinding(call.Id, false, null),
            LookUpOutcome.TimedOut => throw new OutsideFaultException(RegistryRules.AnswersInTime, 504),
            LookUpOutcome.Rejected => throw new OutsideFaultException(RegistryRules.AcceptsQuestion, 502),
            LookUpOutcome.Unsound => throw new OutsideFaultException(RegistryRules.AnswerIsSound, 502),
            LookUpOutcome.NotConnected => throw new OutsideFaultException(RegistryRules.IsConnected, 503),
            _ => throw new OutsideFaultException(RegistryRules.IsAvailable, 503),
        };
    }

    private Task<bool> Write(Func<Task> write, CancellationToken ct) => unitOfWork.InTransaction(
        async () =>
        {
            await write();
            return true;
        },
        ct);
}
