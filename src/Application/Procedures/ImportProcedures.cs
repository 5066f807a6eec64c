using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Procedures;

/// <summary>Take procedures over from another catalogue, with a result for each — nhập danh mục thủ tục hành chính.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record ImportProcedures(IReadOnlyList<ImportedProcedure> Items) : ICommand<ImportReport>;

/// <summary>One procedure to take over.</summary>
public sealed record ImportedProcedure : ProcedureContent
{
    public required string Code { get; init; }

    public bool CodeOfficial { get; init; } = true;

    /// <summary>Competent agencies; absent leaves them as they are.</summary>
    public IReadOnlyList<string>? Offerings { get; init; }

    /// <summary>Whether it is published at once; otherwise it stays a draft.</summary>
    public bool Publish { get; init; } = true;
}

/// <summary>What became of each item, in the order sent.</summary>
public sealed record ImportReport(IReadOnlyList<ImportedItem> Items);

/// <summary>What became of an item.</summary>
/// <param name="Version">Number of the catalogue version; null where the item failed.</param>
public sealed record ImportedItem(string Code, int? Version, ImportStatus Status, ItemProblem? Problem = null);

/// <summary>What an import did with an item.</summary>
public enum ImportStatus { Created, Updated, Unchanged, Failed }

internal sealed class ImportProceduresValidator : AbstractValidator<ImportProcedures>
{
    public const int MostItems = 500;

    public ImportProceduresValidator() =>
        RuleFor(c => c.Items).Must(items => items.Count is > 0 and <= MostItems && items.All(item => item is not null)).WithState(_ => FieldRules.WithinLength);
}

internal sealed class ImportProceduresHandler(
    IProcedureRepository procedures, IFields fields, PublishDesk desk, ICaller caller, TimeProvider clock)
    : IRequestHandler<ImportProcedures, ImportReport>
{
    private static readonly ProcedureContentValidator Shape = new();

    public async Task<ImportReport> Handle(ImportProcedures command, CancellationToken ct)
    {
        var results = new List<ImportedItem>(command.Items.Count);
        // Once for the batch: after the first write nothing is taken from memory any more.
        var around = await desk.Surroundings(clock.GetUtcNow(), ct);
        foreach (var item in command.Items)
        {
            try
            {
                var withField = around.WithField(item);
                results.Add(await Import(item, withField, ct));
                around = withField;
            }
            catch (Exception e) when (ItemProblem.Of(e, caller.English) is { } problem)
            {
                results.Add(new ImportedItem(item.Code, null, ImportStatus.Failed, problem));
            }
        }
        return new ImportReport(results);
    }

    /// <summary>Everything that can be refused is asked before the first write, so that a failed item leaves nothing behind.</summary>
    private async Task<ImportedItem> Import(ImportedProcedure item, PublishSurroundings around, CancellationToken ct)
    {
        await Shape.ValidateAndThrowAsync(item, ct);
        var now = clock.GetUtcNow();
        var offerings = item.Offerings is { } codes ? around.Agencies.DemandCompetent(codes, "offerings") : null;
        var known = await procedures.Find(item.Code, ct);
        if (known is null)
        {
            var drafted = Procedure.Draft(item.Code, item.CodeOfficial, item.ToVersion(), now);
            return await Finish(drafted, 1, item, offerings, around, now, ct);
        }
        if (known.HasContent(item.ToVersion()) is { } same && (same.Status == VersionStatus.Published || !item.Publish))
        {
            var changed = offerings is not null && known.SetOfferings(offerings, now);
            if (changed)
            {
                await procedures.Save(known, ct);
            }
            return new ImportedItem(item.Code, same.Number, changed ? ImportStatus.Updated : ImportStatus.Unchanged);
        }
        var number = known.OpenDraft?.Number ?? known.State.Versions.Max(version => version.Number) + 1;
        known.WriteVersion(number, item.ToVersion(), now);
        return await Finish(known, number, item, offerings, around, now, ct);
    }

    private async Task<ImportedItem> Finish(
        Procedure procedure, int number, ImportedProcedure item, IReadOnlySet<string>? offerings, PublishSurroundings around,
        DateTimeOffset now, CancellationToken ct)
    {
        if (offerings is not null)
        {
            procedure.SetOfferings(offerings, now);
        }
        if (item.Publish)
        {
            procedure.EndBefore(number, now);
            procedure.Publish(number, around, now);
        }
        await fields.EnsureNamed(item, ct);
        var isNew = procedure.Version == 0;
        await (isNew ? procedures.Add(procedure, ct) : procedures.Save(procedure, ct));
        return new ImportedItem(item.Code, number, isNew ? ImportStatus.Created : ImportStatus.Updated);
    }
}
