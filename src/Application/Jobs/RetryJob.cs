using MediatR;
using OneStop.Domain.Shared;

namespace OneStop.Application.Jobs;

/// <summary>Do a job again at once, without waiting for its lease to end — thực hiện lại công việc.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record RetryJob(Guid Id) : ICommand<JobView>;

/// <summary>Every rule of looking after due work, in one table.</summary>
public static class JobRules
{
    public static readonly Rule Exists = new(
        "job.exists", "Không tìm thấy công việc, hoặc công việc đã xong.", "There is no such job, or it is done.");

    public static readonly Rule HasFailed = new(
        "job.has-failed", "Chỉ thực hiện lại công việc đã bị lỗi.", "Only a job that failed is done again; others are done when they are due.");
}

internal sealed class RetryJobHandler(IJobViews views) : IRequestHandler<RetryJob, JobView>
{
    public async Task<JobView> Handle(RetryJob command, CancellationToken ct)
    {
        var job = await views.Find(command.Id, ct) ?? throw new NotFoundException(JobRules.Exists);
        JobRules.HasFailed.Demand(job.State == JobState.Faulty);
        await views.Release(command.Id, ct);
        return (await views.Find(command.Id, ct))!;
    }
}
