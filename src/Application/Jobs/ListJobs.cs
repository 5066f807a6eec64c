using FluentValidation;
using MediatR;
using OneStop.Application.Lists;

namespace OneStop.Application.Jobs;

/// <summary>The engine's due work, first due first — công việc đến hạn của hệ thống.</summary>
/// <param name="State">Only those that stand so.</param>
[Allows(Permission.AdministerSystem)]
public sealed record ListJobs(JobState? State, DueJobKind? Kind, PageRequest Page) : IQuery<Page<JobView>>;

/// <summary>How a job stands.</summary>
public enum JobState
{
    /// <summary>Its instant is not come — chưa đến hạn.</summary>
    Waiting,

    /// <summary>To be done now — đến hạn.</summary>
    Due,

    /// <summary>A process has it in hand — đang thực hiện.</summary>
    UnderWay,

    /// <summary>It failed, and is tried again when its lease ends — lỗi, sẽ thử lại.</summary>
    Faulty,
}

/// <summary>A job.</summary>
/// <param name="Subject">What it is about: an identity, or where a walk goes on.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="LeasedUntil">Until when the process that has it in hand keeps it from others.</param>
/// <param name="LastFault">Name of the last fault.</param>
public sealed record JobView(
    Guid Id, DueJobKind Kind, string Subject, DateTimeOffset DueAt, JobState State, int Attempts, DateTimeOffset? LeasedUntil, string? LastFault);

/// <summary>Reads the due work for those who look after it.</summary>
public interface IJobViews
{
    Task<Page<JobView>> List(ListJobs query, CancellationToken ct);

    /// <summary>Null where there is no such job, or it is done.</summary>
    Task<JobView?> Find(Guid id, CancellationToken ct);

    /// <summary>Lets a job be taken at once, inside a transaction.</summary>
    Task Release(Guid id, CancellationToken ct);
}

internal sealed class ListJobsValidator : AbstractValidator<ListJobs>
{
    public ListJobsValidator() => this.Page(query => query.Page);
}

internal sealed class ListJobsHandler(IJobViews views) : IRequestHandler<ListJobs, Page<JobView>>
{
    public Task<Page<JobView>> Handle(ListJobs query, CancellationToken ct) => views.List(query, ct);
}
