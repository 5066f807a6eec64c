using MediatR;

namespace OneStop.Application.Changes;

/// <summary>Where the feed ends now — vị trí cuối của dòng biến động.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetPosition : IQuery<FeedPosition>;

/// <summary>A place in the feed.</summary>
/// <param name="Position">The last event; what is read of the lists from now on is at least as new as it.</param>
public sealed record FeedPosition(long Position);

internal sealed class GetPositionHandler(IChanges changes) : IRequestHandler<GetPosition, FeedPosition>
{
    public async Task<FeedPosition> Handle(GetPosition query, CancellationToken ct) => new(await changes.Last(ct));
}
