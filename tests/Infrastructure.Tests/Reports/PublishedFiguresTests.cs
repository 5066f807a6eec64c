using OneStop.Application.Reports;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>What is published is drawn once, whoever asks.</summary>
public sealed class PublishedFiguresTests
{
    private readonly SetClock clock = new();

    private int drawn;

    [Test]
    public async Task Figures_are_drawn_once_a_day_and_each_period_by_itself()
    {
        using var published = new PublishedFigures(clock);
        Assert.That((await Ask(published, 0), await Ask(published, 0), await Ask(published, 1), await Ask(published, 0)), Is.EqualTo(("1", "1", "2", "1")));
        clock.Now = clock.Now.AddHours(25);
        Assert.That((await Ask(published, 0), await Ask(published, 0)), Is.EqualTo(("3", "3")));
    }

    [Test]
    public async Task The_oldest_goes_and_the_others_stay()
    {
        using var published = new PublishedFigures(clock);
        for (var month = 0; month <= PublishedFigures.Most; month++)
        {
            await Ask(published, month);
            clock.Now = clock.Now.AddMinutes(1);
        }
        var before = drawn;
        for (var month = 1; month <= PublishedFigures.Most; month++)
        {
            await Ask(published, month);
        }
        Assert.That(drawn, Is.EqualTo(before));
        await Ask(published, 0);
        Assert.That(drawn, Is.EqualTo(before + 1));
    }

    [Test]
    public async Task A_visitor_who_leaves_does_not_stop_what_all_wait_for()
    {
        using var published = new PublishedFigures(clock);
        using var visitor = new CancellationTokenSource();
        var (started, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = published.Of(
            PublishedPeriods.Of(new DateOnly(2026, 1, 1), 1),
            async ct =>
            {
                started.SetResult();
                await goOn.Task.WaitAsync(ct);
                return "whole";
            },
            visitor.Token);
        await started.Task;
        await visitor.CancelAsync();
        goOn.SetResult();
        Assert.That((await first, await Ask(published, 0)), Is.EqualTo(("whole", "whole")));
    }

    private Task<string> Ask(PublishedFigures published, int month) => published.Of(
        PublishedPeriods.Of(new DateOnly(2026, 1, 1).AddMonths(month), 1), _ => Task.FromResult($"{++drawn}"), default);
}
