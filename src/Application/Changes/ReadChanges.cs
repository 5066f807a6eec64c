using System.Diagnostics;
using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;

namespace OneStop.Application.Changes;

/// <summary>What happened behind a position, as far as the caller may see it — biến động.</summary>
/// <param name="Wait">Seconds to wait where there is nothing yet, 0 to 30.</param>
[Allows(Permission.ReadDossiers)]
public sealed record ReadChanges(ChangeQuery Query, int Wait = 0) : IQuery<ChangeSlice>
{
    /// <summary>Items of one answer, at most.</summary>
    public const int MostItems = 1_000;

    /// <summary>Items of an answer where nothing else is asked for.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Seconds of one wait, at most.</summary>
    public const int MostSeconds = 30;
}

internal sealed class ReadChangesValidator : AbstractValidator<ReadChanges>
{
    public ReadChangesValidator()
    {
        RuleFor(read => read.Query.After).GreaterThanOrEqualTo(0).OverridePropertyName("after");
        RuleFor(read => read.Query.Limit).InclusiveBetween(1, ReadChanges.MostItems).OverridePropertyName("limit");
        RuleFor(read => read.Wait).InclusiveBetween(0, ReadChanges.MostSeconds).OverridePropertyName("wait");
        RuleFor(read => read.Query.Agency).Length(1, 60).OverridePropertyName("agency");
        RuleFor(read => read.Query.Procedure).Length(1, 60).OverridePropertyName("procedure");
        RuleFor(read => read.Query.Types).Must(types => types is null || (types.Count > 0 && types.All(ChangeTypes.Records.ContainsKey)))
            .OverridePropertyName("types").WithState(_ => FieldRules.InList);
    }
}

internal sealed class ReadChangesHandler(IChanges changes, DossierDesk desk) : IRequestHandler<ReadChanges, ChangeSlice>
{
    public async Task<ChangeSlice> Handle(ReadChanges read, CancellationToken ct)
    {
        ChangeRules.PositionIsWritten.Demand(await changes.Reaches(read.Query.After, ct));
        var (began, most, reach) = (Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(read.Wait), await desk.Reach(ct));
        var (slice, comes) = (await changes.Read(read.Query, reach, ct), true);
        while (comes && slice.Items.Count == 0 && most - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left)
        {
            comes = await changes.WaitBehind(slice.Next, ChangeInterest.Of(read.Query), left, ct);
            slice = await changes.Read(read.Query with { After = slice.Next }, reach, ct);
            await (comes && slice.Items.Count == 0 ? changes.Pause(ct) : Task.CompletedTask);
        }
        return slice;
    }
}
