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
        RuleFor(read => read.Query.Agency).MaximumLength(60).OverridePropertyName("agency");
        RuleFor(read => read.Query.Procedure).MaximumLength(60).OverridePropertyName("procedure");
        RuleFor(read => read.Query.Types).Must(types => types?.All(ChangeTypes.Records.ContainsKey) != false)
            .OverridePropertyName("types").WithState(_ => FieldRules.InList);
    }
}

internal sealed class ReadChangesHandler(IChanges changes, DossierDesk desk) : IRequestHandler<ReadChanges, ChangeSlice>
{
    /// <summary>Between two looks of one who waits while others write what is not for his eyes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task<ChangeSlice> Handle(ReadChanges read, CancellationToken ct)
    {
        var (began, most, reach) = (Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(read.Wait), await desk.Reach(ct));
        var slice = await changes.Read(read.Query, reach, ct);
        while (slice.Items.Count == 0 && most - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left && await changes.WaitBehind(slice.Next, left, ct))
        {
            var before = slice.Next;
            slice = await changes.Read(read.Query with { After = before }, reach, ct);
            if (slice.Items.Count == 0)
            {
                await Task.Delay(Pause, ct);
            }
        }
        return slice;
    }
}
