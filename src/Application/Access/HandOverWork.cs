using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>An official leaves: the open work goes to another, the posts end — bàn giao công việc khi thôi việc, chuyển công tác.</summary>
/// <param name="To">User name of whoever takes over.</param>
/// <param name="Reason">Stands beside the history of every dossier that moves.</param>
/// <param name="LeavesOn">First day without the posts; today by default.</param>
[Allows(Permission.SignedIn)]
public sealed record HandOverWork(AccountId Id, string To, string Reason, DateOnly? LeavesOn) : ICommand<HandoverView>;

/// <summary>How far a hand-over is — tiến độ bàn giao.</summary>
public sealed record HandoverView
{
    public required HandoverId Id { get; init; }

    /// <summary>Version of the account of the one who leaves.</summary>
    public required int Version { get; init; }

    /// <summary>Who takes over.</summary>
    public required Colleague To { get; init; }

    public required AccountId RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Codes of the agencies whose work it is; null for all.</summary>
    public IReadOnlyList<string>? Agencies { get; init; }

    /// <summary>First day without the posts.</summary>
    public required DateOnly LeavesOn { get; init; }

    /// <summary>Dossiers that went to the other.</summary>
    public required int Moved { get; init; }

    /// <summary>Dossiers at a step whose role the other does not hold: they are free to be claimed.</summary>
    public required int Unassigned { get; init; }

    /// <summary>Dossiers that still wait for their turn.</summary>
    public required int Remaining { get; init; }

    /// <summary>When nothing was left to move.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

internal sealed class HandOverWorkValidator : AbstractValidator<HandOverWork>
{
    public HandOverWorkValidator()
    {
        RuleFor(c => c.To).NotEmpty().MaximumLength(120);
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
    }
}

internal sealed class HandOverWorkHandler(IAccountRepository accounts, IHandovers handovers, StaffDesk desk, HandoverWork work)
    : IRequestHandler<HandOverWork, HandoverView>
{
    public async Task<HandoverView> Handle(HandOverWork command, CancellationToken ct)
    {
        var on = await desk.Circumstances(ct);
        var (official, to) = (await desk.ToChange(command.Id, on, ct), await desk.ColleagueByName("to", command.To, on, ct));

        var handover = official.HandOver(HandoverId.New(on.Now), to, command.LeavesOn ?? on.Today, command.Reason, on);
        await accounts.Save(official, ct);
        await handovers.Add(handover, ct);

        var moved = await work.Move(handover, on.By, on.Now, ct);
        return await work.View(moved, official, ct);
    }
}

/// <summary>How far the hand-overs of an official are — danh sách bàn giao.</summary>
[Allows(Permission.SignedIn)]
public sealed record ListHandovers(AccountId Id, PageRequest Page) : IQuery<Page<HandoverView>>;

internal sealed class ListHandoversValidator : AbstractValidator<ListHandovers>
{
    public ListHandoversValidator() => this.Page(query => query.Page);
}

internal sealed class ListHandoversHandler(IHandovers handovers, StaffDesk desk, HandoverWork work) : IRequestHandler<ListHandovers, Page<HandoverView>>
{
    public async Task<Page<HandoverView>> Handle(ListHandovers query, CancellationToken ct)
    {
        var official = await desk.Colleague(query.Id, await desk.Circumstances(ct), ct);
        var page = await handovers.Of(query.Id, query.Page, ct);
        var views = new List<HandoverView>();
        foreach (var handover in page.Items)
        {
            views.Add(await work.View(handover, official, ct));
        }
        return new Page<HandoverView>(views, page.Next, page.Count);
    }
}
