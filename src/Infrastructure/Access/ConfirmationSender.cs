using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Access;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using Polly;
using Polly.Retry;

namespace OneStop.Infrastructure.Access;

/// <summary>
/// Sends the codes that were asked for. A code is made when it is sent; its digest is durable before, so that of two processes one sends,
/// and one that is killed in between has sent nothing: the person asks again.
/// </summary>
internal sealed class ConfirmationSender(IServiceScopeFactory scopes, INotices notices, ILogger<ConfirmationSender> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ResiliencePipeline patience = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, Delay = TimeSpan.FromMilliseconds(500), BackoffType = DelayBackoffType.Exponential, UseJitter = true })
        .AddTimeout(TimeSpan.FromSeconds(10))
        .Build();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!notices.CanSend)
        {
            log.LogWarning("There is no way to send messages: codes that confirm contacts wait");
            return;
        }
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SendWaiting(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Codes that confirm contacts could not be sent; they are tried again");
            }
        }
    }

    private async Task SendWaiting(CancellationToken ct)
    {
        IReadOnlyList<WaitingCode> waiting;
        await using (var reading = scopes.CreateAsyncScope())
        {
            waiting = await reading.ServiceProvider.GetRequiredService<Confirmations>().Waiting(ct);
        }
        foreach (var one in waiting)
        {
            await Send(one, ct);
        }
    }

    private async Task Send(WaitingCode waiting, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (confirmations, unitOfWork) =
            (scope.ServiceProvider.GetRequiredService<Confirmations>(), scope.ServiceProvider.GetRequiredService<IUnitOfWork>());
        var account = await scope.ServiceProvider.GetRequiredService<IAccounts>().Find(waiting.AccountId, ct);
        var to = waiting.Kind == ContactKind.Phone ? account?.State.Details.Phone : account?.State.Details.Email;
        if (to is null)
        {
            await unitOfWork.InTransaction(() => confirmations.Forget(waiting.AccountId, waiting.Kind, ct), ct);
            return;
        }
        if (await unitOfWork.InTransaction(() => confirmations.MakeCode(waiting, ct), ct) is not { } code)
        {
            return;
        }
        try
        {
            await patience.ExecuteAsync(async token => await notices.Send(new Notice(waiting.AccountId, waiting.Kind, to, Text(code)), token), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A sender's own time-out is a cancellation too, and must not end this service.
            log.LogWarning("A code for account {Account} was not sent: {Fault}", waiting.AccountId, e.GetType().Name);
            await unitOfWork.InTransaction(() => confirmations.Return(waiting, code, ct), ct);
        }
    }

    private static string Text(string code) =>
        $"Mã xác nhận Một cửa của bạn là {code}, có hiệu lực 10 phút. Your OneStop code is {code}; it is valid for 10 minutes.";
}
