using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>An official will be absent and another stands in — ghi nhận vắng mặt và người thay thế.</summary>
/// <param name="Cover">User name of whoever stands in.</param>
/// <param name="Reason">Kept beside the history.</param>
[Allows(Permission.SignedIn)]
public sealed record RecordAbsence(AccountId Id, DateOnly FromDay, DateOnly ToDay, string Cover, string Reason) : ICommand<AbsenceView>;

/// <summary>An official's absence; why he is absent stands in the history only — lần vắng mặt.</summary>
public sealed record AbsenceView
{
    public required AbsenceId Id { get; init; }

    /// <summary>Version of the official's account.</summary>
    public required int Version { get; init; }

    public required DateOnly FromDay { get; init; }

    public required DateOnly ToDay { get; init; }

    /// <summary>Who has the posts meanwhile.</summary>
    public required Colleague Cover { get; init; }

    /// <summary>When it was ended before its last day.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

internal sealed class RecordAbsenceValidator : AbstractValidator<RecordAbsence>
{
    public RecordAbsenceValidator()
    {
        RuleFor(c => c.Cover).NotEmpty().MaximumLength(120);
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
    }
}

internal sealed class RecordAbsenceHandler(IAccountRepository accounts, IAbsences absences, StaffDesk desk) : IRequestHandler<RecordAbsence, AbsenceView>
{
    public async Task<AbsenceView> Handle(RecordAbsence command, CancellationToken ct)
    {
        var on = await desk.Circumstances(ct);
        var (official, cover) = (await desk.ToChange(command.Id, on, ct), await desk.ColleagueByName("cover", command.Cover, on, ct));
        var absence = new Absence
        {
            Id = AbsenceId.New(on.Now), AccountId = command.Id, CoverId = cover.State.Id, FromDay = command.FromDay, ToDay = command.ToDay,
        };

        official.RecordAbsence(absence, cover, await absences.Around(command.Id, cover.State.Id, ct), command.Reason, on);
        await absences.Add(absence, ct);
        await accounts.Save(official, ct);

        return await desk.View(absence, official, ct);
    }
}

/// <summary>An official is back, or another shall stand in — kết thúc vắng mặt.</summary>
[Allows(Permission.SignedIn)]
public sealed record EndAbsence(AccountId Id, AbsenceId Absence) : ICommand<AbsenceView>;

internal sealed class EndAbsenceHandler(IAccountRepository accounts, IAbsences absences, StaffDesk desk) : IRequestHandler<EndAbsence, AbsenceView>
{
    public async Task<AbsenceView> Handle(EndAbsence command, CancellationToken ct)
    {
        var on = await desk.Circumstances(ct);
        var official = await desk.ToChange(command.Id, on, ct);
        var absence = await absences.Find(command.Absence, ct) is { } found && found.AccountId == command.Id
            ? found
            : throw new NotFoundException(StaffRules.AbsenceExists);

        var ended = official.EndAbsence(absence, on);
        await absences.End(ended, ct);
        await accounts.Save(official, ct);

        return await desk.View(ended, official, ct);
    }
}

/// <summary>When an official is absent and who stands in — danh sách vắng mặt.</summary>
[Allows(Permission.SignedIn)]
public sealed record ListAbsences(AccountId Id, PageRequest Page) : IQuery<Page<AbsenceView>>;

internal sealed class ListAbsencesValidator : AbstractValidator<ListAbsences>
{
    public ListAbsencesValidator() => this.Page(query => query.Page);
}

internal sealed class ListAbsencesHandler(IAbsences absences, StaffDesk desk) : IRequestHandler<ListAbsences, Page<AbsenceView>>
{
    public async Task<Page<AbsenceView>> Handle(ListAbsences query, CancellationToken ct)
    {
        var official = await desk.Colleague(query.Id, await desk.Circumstances(ct), ct);
        var page = await absences.Of(query.Id, query.Page, ct);
        var views = new List<AbsenceView>();
        foreach (var absence in page.Items)
        {
            views.Add(await desk.View(absence, official, ct));
        }
        return new Page<AbsenceView>(views, page.Next, page.Count);
    }
}

internal static class AbsenceViews
{
    public static async Task<AbsenceView> View(this StaffDesk desk, Absence absence, Account official, CancellationToken ct) => new()
    {
        Id = absence.Id, Version = official.Version + official.Recorded.Count, FromDay = absence.FromDay, ToDay = absence.ToDay,
        Cover = await desk.Name(absence.CoverId, ct), EndedAt = absence.EndedAt,
    };
}
