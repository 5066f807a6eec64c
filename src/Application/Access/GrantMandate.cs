using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Let somebody act for oneself, or record at a desk that somebody acts for another — lập, ghi nhận việc đại diện.</summary>
[Allows(Permission.FileDossiers)]
public sealed record GrantMandate : ICommand<MandateView>
{
    public required MandateKind Kind { get; init; }

    /// <summary>User name of whoever represents: a citizen or an enterprise.</summary>
    public required string Representative { get; init; }

    /// <summary>At a desk: user name of whoever is represented. Citizens and enterprises grant for themselves and leave it out.</summary>
    public string? Principal { get; init; }

    /// <summary>At a desk: a child, or somebody else without an account.</summary>
    public PrincipalPerson? PrincipalPerson { get; init; }

    /// <summary>Codes of the procedures it is limited to, 100 at most; null for all.</summary>
    public IReadOnlyList<string>? Procedures { get; init; }

    /// <summary>Whether the representative may file and act; otherwise he only looks.</summary>
    public bool MayAct { get; init; } = true;

    /// <summary>First day; today by default.</summary>
    public DateOnly? FromDay { get; init; }

    /// <summary>Last day; null until it is revoked.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>The paper it rests on; a desk must have seen one.</summary>
    public Evidence? Evidence { get; init; }
}

/// <summary>A person without an account — người chưa có tài khoản.</summary>
/// <param name="PersonalId">Personal identification number, 12 digits — số định danh cá nhân.</param>
public sealed record PrincipalPerson(string FullName, string PersonalId);

internal sealed class GrantMandateValidator : AbstractValidator<GrantMandate>
{
    private const int MostProcedures = 100;

    public GrantMandateValidator()
    {
        RuleFor(c => c.Kind).IsInEnum();
        RuleFor(c => c.Representative).NotEmpty().MaximumLength(120);
        RuleFor(c => c.Principal).Length(1, 120);
        RuleFor(c => c.PrincipalPerson!.FullName).NotEmpty().MaximumLength(200).When(c => c.PrincipalPerson is not null);
        RuleFor(c => c.PrincipalPerson!.PersonalId).Matches(@"^[0-9]{12}\z").When(c => c.PrincipalPerson is not null);
        RuleFor(c => c.Procedures).Must(codes => WantedGrantValidator.AreCodes(codes) && !(codes?.Count > MostProcedures)).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Evidence!).SetValidator(new EvidenceShape()).When(c => c.Evidence is not null);
    }
}

internal sealed class GrantMandateHandler(IMandates mandates, MandateDesk desk, KnownCodes codes, ICaller caller, TimeProvider clock)
    : IRequestHandler<GrantMandate, MandateView>
{
    public async Task<MandateView> Handle(GrantMandate command, CancellationToken ct)
    {
        var (actor, now) = (caller.Required(), clock.GetUtcNow());
        await codes.DemandProcedures("procedures", command.Procedures, ct);
        var (principal, representative) = (await desk.Principal(command, actor, now, ct), await desk.Party("representative", command.Representative, ct));
        var (today, details) = (VietnamTime.DateOf(now), new MandateDetails { Procedures = command.Procedures, MayAct = command.MayAct, Evidence = command.Evidence });
        var terms = new MandateTerms(
            command.Kind, principal, representative, command.FromDay ?? today, command.ToDay, MandateDesk.RecordingAgency(actor), details)
        {
            PrincipalSignsIn = await mandates.SignsIn(principal.State.Id, ct),
        };

        var live = await mandates.CountLive(principal.State.Id, representative.State.Id, command.Kind, today, ct);
        var mandate = Mandate.Grant(MandateId.New(now), terms, live, now);
        await mandates.Add(mandate, ct);

        return await desk.View(mandate, ct);
    }
}
