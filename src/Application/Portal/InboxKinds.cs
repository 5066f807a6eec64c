using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Portal;

/// <summary>What messages of one kind do.</summary>
internal interface IInboxKind
{
    string Name { get; }

    /// <summary>Reads a message; what comes of it is its effect, inside the transaction in which the message is written down.</summary>
    Func<CancellationToken, Task<InboxEffect>> Prepare(InboxMessage message);
}

/// <summary>What a message was about.</summary>
internal sealed record InboxEffect(DossierId Dossier, string Agency)
{
    public static InboxEffect On(Dossier dossier) => new(dossier.State.Id, dossier.State.ReceivingAgency);
}

/// <summary>The dossiers that a client of the portal handed in.</summary>
internal sealed class InboxDossiers(IPortalDossiers links, DossierDesk desk, ICaller caller)
{
    /// <summary>The instant at which what is done happens.</summary>
    public DateTimeOffset Now => desk.Now;

    /// <summary>The dossier of a message, kept from others until the transaction ends; the message waits where it is not here.</summary>
    public async Task<Dossier> Of(string portalCode, CancellationToken ct)
    {
        var link = await links.Find(portalCode, ct);
        if (link is null || link.ClientId != caller.Required().Id)
        {
            throw new ParkedException(InboxRules.DossierIsHere);
        }
        return await desk.GetForChange(link.DossierId, desk.Now, ct) ?? throw new ParkedException(InboxRules.DossierIsHere);
    }

    /// <summary>
    /// The dossier that was paid for: one the client handed in, or one filed here, which the platform knows by our code. A client that is held to
    /// agencies or procedures pays for its own only.
    /// </summary>
    public async Task<Dossier> PaidFor(string code, CancellationToken ct)
    {
        if (await links.Find(code, ct) is not null || caller.Required().Grant is not { Agencies: null, Procedures: null, Test: false }
            || await desk.Load(code, ct) is not { } filed || filed.State.Code != code || filed.State.Test || await links.CodeOf(filed.State.Id, ct) is not null)
        {
            return await Of(code, ct);
        }
        return await desk.GetForChange(filed.State.Id, desk.Now, ct) ?? throw new ParkedException(InboxRules.DossierIsHere);
    }

    /// <summary>One verb on it, as the client or as the engine.</summary>
    public async Task<InboxEffect> Act(Dossier dossier, Actor? actor, Action<Dossier, Circumstances> verb, CancellationToken ct)
    {
        var (before, on) = (dossier.Loaded, await desk.Circumstances(dossier.State, actor ?? caller.Required(), desk.Now, ct));
        verb(dossier, on);
        await desk.Save(dossier, before, on, ct);
        return InboxEffect.On(dossier);
    }
}

/// <summary>The answer to a request for supplements — tiếp nhận hồ sơ bổ sung.</summary>
internal sealed class SupplementIntake(InboxDossiers dossiers, PortalParts parts, FluentValidation.IValidator<AnswerSupplement> shape) : IInboxKind
{
    public string Name => "supplement";

    public Func<CancellationToken, Task<InboxEffect>> Prepare(InboxMessage message)
    {
        var data = message.As<PortalSupplement>();
        var given = parts.Of(data.Parts);
        return ct => Apply(data, given, message.SentAt, ct);
    }

    private async Task<InboxEffect> Apply(PortalSupplement data, IReadOnlyList<Part> given, DateTimeOffset sentAt, CancellationToken ct)
    {
        var dossier = await dossiers.Of(data.Code, ct);
        var rounds = dossier.State.Details.Supplements;
        if (data.Round is { } round && rounds.Any(one => one.Round == round && one.AnsweredAt is not null))
        {
            return InboxEffect.On(dossier);
        }
        if (dossier.State.Status != DossierStatus.AwaitingSupplement || data.Round > rounds[^1].Round)
        {
            throw dossier.State.Status.IsOpen() ? new ParkedException(InboxRules.DossierAwaitsIt) : new UnprocessableException(InboxRules.DossierIsOpen, null);
        }
        if (data.Round is { } named ? named != rounds[^1].Round : IsBefore(sentAt, rounds[^1].RequestedAt))
        {
            throw new UnprocessableException(InboxRules.AnswersItsRound, "LanBoSung");
        }
        var answers = Answers(rounds[^1].Defects, given, data.Message);
        shape.Demand(new AnswerSupplement(dossier.Key, answers));
        return await dossiers.Act(dossier, null, (one, on) => one.AnswerSupplement(answers, on), ct);
    }

    /// <summary>Whether a message was sent before an instant; the portal writes no fractions of seconds.</summary>
    private static bool IsBefore(DateTimeOffset sent, DateTimeOffset at) => sent.ToUnixTimeSeconds() < at.ToUnixTimeSeconds();

    /// <summary>
    /// The portal answers a round as a whole: every defect gets the part of its component, a defect without one gets a part nobody named, all get
    /// what the citizen wrote. A paper for which there is no place is not dropped: the message waits.
    /// </summary>
    private static DefectAnswer[] Answers(IReadOnlyList<Defect> defects, IReadOnlyList<Part> parts, string? message)
    {
        var byComponent = parts.ToDictionary(part => part.Component);
        var left = new Queue<Part>(parts.Where(part => defects.All(defect => defect.Component != part.Component)));
        DefectAnswer[] answers =
        [
            .. defects.Select(defect => new DefectAnswer(
                defect.Id, defect.Component is { } component ? byComponent.GetValueOrDefault(component) : left.TryDequeue(out var part) ? part : null, message)),
        ];
        return left.TryPeek(out var homeless)
            ? throw new ParkedException(InboxRules.PartIsAsked, InboxDemands.Named("MaThanhPhanHoSo", homeless.Component))
            : answers;
    }
}

/// <summary>The citizen takes the dossier back — rút hồ sơ.</summary>
internal sealed class WithdrawalIntake(InboxDossiers dossiers, FluentValidation.IValidator<WithdrawDossier> shape) : IInboxKind
{
    public string Name => "withdrawal";

    public Func<CancellationToken, Task<InboxEffect>> Prepare(InboxMessage message)
    {
        var data = message.As<PortalWithdrawal>();
        return ct => Apply(data, ct);
    }

    private async Task<InboxEffect> Apply(PortalWithdrawal data, CancellationToken ct)
    {
        var dossier = await dossiers.Of(data.Code, ct);
        if (dossier.State.Status == DossierStatus.Withdrawn)
        {
            return InboxEffect.On(dossier);
        }
        if (!dossier.State.Status.IsOpen())
        {
            throw new UnprocessableException(InboxRules.DossierIsOpen, null);
        }
        shape.Demand(new WithdrawDossier(dossier.Key, data.Reason));
        return await dossiers.Act(dossier, null, (one, on) => one.Withdraw(data.Reason, on), ct);
    }
}
