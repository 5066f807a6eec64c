using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Notifications;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Persistence;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace OneStop.Infrastructure.Notifications;

/// <summary>
/// The one way to send: each channel by its live sender where one is configured, else into the mailbox of a sandbox, else not at all. Each has
/// its own patience and its own breaker.
/// </summary>
internal sealed class ChannelSenders : IOfferedChannels, INotices
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly Dictionary<NoticeChannel, ResiliencePipeline<SendOutcome>> patience;
    private readonly ConcurrentDictionary<NoticeChannel, DateTimeOffset> pauses = new();
    private readonly TimeProvider clock;
    private readonly Dictionary<NoticeChannel, IChannelSender> senders = [];
    private readonly SandboxNotices sandbox;

    public ChannelSenders(
        NotificationOptions options, MailSender mail, GatewaySender gateway, SandboxNotices sandbox, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
    {
        (this.sandbox, clock) = (sandbox, machineClock);
        var live = new (NoticeChannel Channel, IChannelSender? Sender)[]
        {
            (NoticeChannel.Email, options.Smtp.Host is null ? null : mail),
            (NoticeChannel.Sms, options.Gateway.Url is null ? null : gateway),
            (NoticeChannel.Zalo, options.Gateway.Url is null ? null : gateway),
        };
        foreach (var (channel, sender) in live)
        {
            if ((sender ?? (sandbox.Enabled ? sandbox : null)) is { } chosen)
            {
                senders[channel] = chosen;
            }
        }
        patience = Enum.GetValues<NoticeChannel>().ToDictionary(channel => channel, channel => Patience(channel, options.Longest(channel)));
    }

    /// <summary>The channels by which something can leave the house; a list of messages alone reaches nobody.</summary>
    public IReadOnlyCollection<NoticeChannel> Channels => senders.Count == 0 ? [] : [NoticeChannel.Inbox, .. senders.Keys];

    public bool CanSend => senders.Count > 0;

    public IReadOnlySet<NoticeChannel> For(bool test) =>
        test && !sandbox.Enabled ? new HashSet<NoticeChannel> { NoticeChannel.Inbox } : Channels.ToHashSet();

    /// <summary>Until when a channel that failed too often is left alone; null where it may be tried.</summary>
    public DateTimeOffset? PausedUntil(NoticeChannel channel) =>
        pauses.TryGetValue(channel, out var until) && until > clock.GetUtcNow() ? until : null;

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken ct)
    {
        if (message.Channel == NoticeChannel.Inbox)
        {
            return new SendOutcome(SendResult.Delivered);
        }
        var sender = message.Test ? sandbox : senders[message.Channel];
        try
        {
            return await patience[message.Channel].ExecuteAsync(async token => await Outcome(sender, message, token), ct);
        }
        catch (TimeoutRejectedException)
        {
            return new SendOutcome(SendResult.TimeOut);
        }
        catch (BrokenCircuitException)
        {
            // While one message tries whether the channel is back, the others wait too.
            pauses[message.Channel] = PausedUntil(message.Channel) ?? clock.GetUtcNow() + Pause;
            return new SendOutcome(SendResult.Paused);
        }
    }

    /// <summary>Codes that confirm contacts: at once, whatever the hour; who asked for one waits for it.</summary>
    public async Task Send(Notice notice, CancellationToken ct)
    {
        var channel = notice.Kind == ContactKind.Phone ? NoticeChannel.Sms : NoticeChannel.Email;
        var outcome = senders.ContainsKey(channel)
            ? await Send(new OutgoingMessage(Guid.CreateVersion7(), channel, notice.To, "Mã xác nhận Một cửa", notice.Text, notice.Account), ct)
            : new SendOutcome(SendResult.Unavailable, Reason: "noChannel");
        if (outcome.Result is not (SendResult.Accepted or SendResult.Delivered))
        {
            throw new NoticeNotSentException(outcome.Reason ?? outcome.Result.ToString());
        }
    }

    /// <summary>Whatever a sender throws is an outcome too: a message that was leased is never left without one.</summary>
    private static async Task<SendOutcome> Outcome(IChannelSender sender, OutgoingMessage message, CancellationToken ct)
    {
        try
        {
            return await sender.Send(message, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return new SendOutcome(SendResult.Broken, Reason: SendOutcome.Code(e.GetType().Name));
        }
    }

    /// <summary>Only what says something about the channel opens the breaker: a message that it refuses or defers does not.</summary>
    private ResiliencePipeline<SendOutcome> Patience(NoticeChannel channel, TimeSpan longest) => new ResiliencePipelineBuilder<SendOutcome> { TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendOutcome>
        {
            ShouldHandle = new PredicateBuilder<SendOutcome>().Handle<TimeoutRejectedException>()
                .HandleResult(outcome => outcome.Result is SendResult.Unavailable or SendResult.Broken or SendResult.TimeOut or SendResult.Uncertain),
            FailureRatio = 0.9, MinimumThroughput = 20, SamplingDuration = TimeSpan.FromSeconds(30), BreakDuration = Pause,
            OnOpened = opened =>
            {
                pauses[channel] = clock.GetUtcNow() + opened.BreakDuration;
                return default;
            },
            OnClosed = _ =>
            {
                pauses.TryRemove(channel, out var _);
                return default;
            },
        })
        .AddTimeout(longest)
        .Build();
}

/// <summary>A channel did not take a message.</summary>
internal sealed class NoticeNotSentException(string reason) : Exception(reason);
