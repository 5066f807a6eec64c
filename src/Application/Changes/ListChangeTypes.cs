using MediatR;

namespace OneStop.Application.Changes;

/// <summary>The kinds of event there are — các loại biến động.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record ListChangeTypes : IQuery<ChangeTypeList>;

/// <summary>All of them.</summary>
public sealed record ChangeTypeList(IReadOnlyList<ChangeType> Items);

internal sealed class ListChangeTypesHandler : IRequestHandler<ListChangeTypes, ChangeTypeList>
{
    public Task<ChangeTypeList> Handle(ListChangeTypes query, CancellationToken ct) => Task.FromResult(new ChangeTypeList(ChangeTypes.All));
}
