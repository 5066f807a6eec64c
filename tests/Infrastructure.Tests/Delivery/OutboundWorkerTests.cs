using Microsoft.Extensions.Logging.Abstractions;
using OneStop.Infrastructure.Delivery;

namespace OneStop.Infrastructure.Tests.Delivery;

/// <summary>What all senders have in common.</summary>
public sealed class OutboundWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_destination_that_cannot_be_leased_for_leaves_the_others_their_turn()
    {
        using var worker = new Worker { Leasing = destination => destination == "a" ? throw new InvalidOperationException("a") : 1 };
        await worker.SendDue(default);
        Assert.That(worker.Ended, Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task Leases_count_from_the_moment_they_are_taken()
    {
        using var worker = new Worker();
        worker.Leasing = _ =>
        {
            worker.Clock.Now += TimeSpan.FromSeconds(20);
            return 1;
        };
        await worker.SendDue(default);
        Assert.That(worker.Leased[1] - worker.Leased[0], Is.EqualTo(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public async Task What_was_begun_ends_when_the_process_closes_down()
    {
        var answer = new TaskCompletionSource();
        using var worker = new Worker { Longest = Patience, Sending = ct => answer.Task.WaitAsync(ct) };
        await worker.StartAsync(default);
        await worker.Begun.Task.WaitAsync(Patience);
        var stopping = worker.StopAsync(default);
        Assert.That(stopping.IsCompleted, Is.False);
        answer.SetResult();
        await stopping.WaitAsync(Patience);
        Assert.That(worker.Ended, Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task What_does_not_end_is_cut_off()
    {
        using var worker = new Worker { Longest = TimeSpan.FromMilliseconds(20), Sending = ct => Task.Delay(Timeout.Infinite, ct) };
        await worker.StartAsync(default);
        await worker.Begun.Task.WaitAsync(Patience);
        await worker.StopAsync(default).WaitAsync(Patience);
        Assert.That(worker.Ended, Is.Empty);
    }

    /// <summary>Sends once to each of two destinations.</summary>
    private sealed class Worker : OutboundWorker<string>
    {
        private readonly HashSet<string> sent = [];

        public Worker()
            : this(new SetClock())
        {
        }

        private Worker(SetClock clock)
            : base(clock, NullLogger.Instance) => Clock = clock;

        public SetClock Clock { get; }

        public Func<string, int> Leasing { get; set; } = _ => 1;

        public Func<CancellationToken, Task> Sending { get; init; } = _ => Task.CompletedTask;

        public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(5);

        public List<DateTimeOffset> Leased { get; } = [];

        public List<string> Ended { get; } = [];

        public TaskCompletionSource Begun { get; } = new();

        protected override int Places => 1;

        protected override TimeSpan Grace => Longest;

        protected override Task<IReadOnlyList<string>> Destinations(DateTimeOffset now, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<string>>([.. new[] { "a", "b" }.Except(sent)]);

        protected override Task<IReadOnlyList<string>> Lease(string destination, int most, DateTimeOffset now, CancellationToken ct)
        {
            Leased.Add(now);
            sent.Add(destination);
            return Task.FromResult<IReadOnlyList<string>>([.. Enumerable.Repeat(destination, Leasing(destination))]);
        }

        protected override async Task Send(string item, CancellationToken ct)
        {
            if (item == "b")
            {
                Begun.TrySetResult();
            }
            await Sending(ct);
            lock (Ended)
            {
                Ended.Add(item);
            }
        }
    }
}
