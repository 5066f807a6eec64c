using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>How far a dossier is, by its code alone — tra cứu mức độ hoàn thành (Thông tư 01/2018/TT-VPCP Điều 16.2.d).</summary>
[Allows(Permission.Public)]
public sealed record LookUpProgress(string Code) : IQuery<DossierProgress>;

/// <summary>Code and degree of completion, nothing else.</summary>
public sealed record DossierProgress(string Code, Completion Completion);

/// <summary>Steps done of steps in all.</summary>
public sealed record Completion(int Step, int Of);

/// <summary>Status and due date, with the secret of the receipt — tra cứu hồ sơ bằng giấy tiếp nhận.</summary>
/// <param name="Code">Code of the dossier.</param>
/// <param name="Secret">Printed on the receipt and in its QR.</param>
/// <param name="Revision">Revision of the receipt in hand; tells whether it was replaced.</param>
[Allows(Permission.Public)]
public sealed record LookUpDossier(string Code, string Secret, int? Revision) : IQuery<DossierStanding>;

/// <summary>Where a dossier stands, for the holder of its receipt.</summary>
/// <param name="ReplacedByRevision">Set where the receipt in hand was replaced.</param>
/// <param name="Linked">The others of its group, which share the receipt.</param>
public sealed record DossierStanding(
    string Code, DossierStatus Status, int StatusCode, Completion Completion, AgencyName ReceivingAgency, DateOnly? DueOn, int? ReplacedByRevision,
    IReadOnlyList<LinkedStanding> Linked);

/// <summary>Where a dossier stands that shares the receipt.</summary>
/// <param name="Procedure">Name of its procedure.</param>
public sealed record LinkedStanding(string Code, string Procedure, DossierStatus Status, int StatusCode, DateOnly? DueOn);

internal sealed class LookUpDossierValidator : AbstractValidator<LookUpDossier>
{
    public LookUpDossierValidator()
    {
        RuleFor(q => q.Code).NotEmpty().MaximumLength(60);
        RuleFor(q => q.Secret).NotEmpty().MaximumLength(40);
    }
}

internal sealed class LookUpHandler(
    IDossierRepository dossiers, IProcedureRepository procedures, IAgencies agencies, LinkedDossiers linked, TimeProvider clock)
    : IRequestHandler<LookUpProgress, DossierProgress>, IRequestHandler<LookUpDossier, DossierStanding>
{
    public async Task<DossierProgress> Handle(LookUpProgress query, CancellationToken ct)
    {
        var state = await Get(query.Code, ct);
        return new DossierProgress(state.Code, await Done(state, ct));
    }

    public async Task<DossierStanding> Handle(LookUpDossier query, CancellationToken ct)
    {
        var state = await Get(query.Code, ct);
        if (state.Details.Receipt is not { } receipt || !FixedTimeEquals(receipt.Secret, query.Secret))
        {
            throw new NotFoundException(DossierRules.Exists);
        }
        var tree = await agencies.Tree(ct);
        var receiving = state.HeldOn(tree, VietnamTime.DateOf(clock.GetUtcNow())).ReceivingAgency;
        var agency = new AgencyName(receiving, tree.NameOf(receiving));
        var revision = (await linked.ReceiptsOf(state, ct))?.Revision ?? receipt.Revision;
        return new DossierStanding(
            state.Code, state.Status, (int)state.Status, await Done(state, ct), agency, state.Details.Clock?.DueOn,
            query.Revision < revision ? revision : null, await Others(state, ct));
    }

    private async Task<IReadOnlyList<LinkedStanding>> Others(DossierState state, CancellationToken ct)
    {
        var others = new List<LinkedStanding>();
        foreach (var other in await linked.OthersOf(state, ct))
        {
            others.Add(new LinkedStanding(other.Code, await linked.ProcedureOf(other, ct), other.Status, (int)other.Status, other.Details.Clock?.DueOn));
        }
        return others;
    }

    private async Task<DossierState> Get(string code, CancellationToken ct) =>
        (await dossiers.Find(code, ct))?.State is { } state && state.Code == code ? state : throw new NotFoundException(DossierRules.Exists);

    private async Task<Completion> Done(DossierState state, CancellationToken ct)
    {
        var version = (await procedures.Find(state.ProcedureCode, ct))!.VersionOf(state.ProcedureVersion)!;
        var steps = DossierPolicy.RouteOf(state, version).Steps;
        var index = steps.ToList().FindIndex(step => step.Key == state.StepKey);
        var done = index >= 0 ? index
            : state.Status is DossierStatus.Resolved or DossierStatus.Returned ? steps.Count
            : state.Details.Steps is [.., var last] ? Math.Max(0, steps.ToList().FindIndex(step => step.Key == last.Step))
            : 0;
        return new Completion(done, steps.Count);
    }

    private static bool FixedTimeEquals(string one, string other) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(one), System.Text.Encoding.UTF8.GetBytes(other));
}
