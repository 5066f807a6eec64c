using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>Transfers within the caller's reach — danh sách chặng liên thông.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record ListTransfers(TransferFilter Filter, PageRequest Page) : IQuery<Page<TransferView>>
{
    /// <summary>Newest first (the default), oldest first, or by the due instant, open transfers only.</summary>
    public static readonly string[] Sorts = ["-sentAt", "sentAt", "dueAt"];
}

/// <summary>What a list of transfers is narrowed to; absent members do not narrow.</summary>
public sealed record TransferFilter
{
    public string? ToAgency { get; init; }

    public string? FromAgency { get; init; }

    public TransferStatus? Status { get; init; }

    /// <summary>Identity or code of the dossier.</summary>
    public string? Dossier { get; init; }

    /// <summary>Open transfers due before this instant.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>A cell of a report, as its <c>drillDown</c> gave it.</summary>
    public TransferCell? Cell { get; init; }
}

internal sealed class ListTransfersValidator : AbstractValidator<ListTransfers>
{
    public ListTransfersValidator()
    {
        this.Page(query => query.Page, ListTransfers.Sorts);
        RuleFor(query => query.Filter.ToAgency).MaximumLength(60).OverridePropertyName("toAgency");
        RuleFor(query => query.Filter.FromAgency).MaximumLength(60).OverridePropertyName("fromAgency");
        RuleFor(query => query.Filter.Dossier).MaximumLength(60).OverridePropertyName("dossier");
    }
}

internal sealed class ListTransfersHandler(ITransferLists lists, IAgencies agencies, TransferDesk desk, DossierDesk dossiers)
    : IRequestHandler<ListTransfers, Page<TransferView>>
{
    public async Task<Page<TransferView>> Handle(ListTransfers query, CancellationToken ct)
    {
        var reach = await desk.Reach(ct);
        var tree = await agencies.Tree(ct);
        var page = await lists.List(query, reach, desk.Now, tree, ct);
        var views = new List<TransferView>(page.Items.Count);
        foreach (var row in page.Items)
        {
            var (transfer, dossier) = (row.Transfer.HeldOn(tree, VietnamTime.DateOf(desk.Now)), await dossiers.Held(row.Dossier, ct));
            views.Add(TransferDesk.View(transfer, dossier, await dossiers.Surroundings(dossier, ct), reach));
        }
        return new Page<TransferView>(views, page.Next, page.Count);
    }
}

/// <summary>The transfers of one dossier, oldest first, as far as the caller sees them — các chặng liên thông của hồ sơ.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record ListTransfersOfDossier(string Id, PageRequest Page) : IQuery<Page<TransferView>>;

internal sealed class ListTransfersOfDossierValidator : AbstractValidator<ListTransfersOfDossier>
{
    public ListTransfersOfDossierValidator() => this.Page(query => query.Page);
}

internal sealed class ListTransfersOfDossierHandler(ListTransfersHandler transfers, DossierDesk dossiers)
    : IRequestHandler<ListTransfersOfDossier, Page<TransferView>>
{
    public async Task<Page<TransferView>> Handle(ListTransfersOfDossier query, CancellationToken ct)
    {
        var dossier = await dossiers.Get(query.Id, ct);
        return await transfers.Handle(
            new ListTransfers(new TransferFilter { Dossier = dossier.State.Id.ToString() }, query.Page with { Sort = "sentAt" }), ct);
    }
}

/// <summary>What queries may ask of the stored transfers.</summary>
public interface ITransferLists
{
    Task<Page<StoredTransfer>> List(
        ListTransfers query, DossierReach reach, DateTimeOffset now, Domain.Agencies.AgencyTree agencies, CancellationToken ct);
}

/// <summary>A transfer with its dossier.</summary>
public sealed record StoredTransfer(TransferState Transfer, DossierState Dossier);
