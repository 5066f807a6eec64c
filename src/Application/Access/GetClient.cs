using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>One machine client — xem phần mềm kết nối.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record GetClient(AccountId Id) : IQuery<ClientView>;

internal sealed class GetClientHandler(ClientDesk desk) : IRequestHandler<GetClient, ClientView>
{
    public async Task<ClientView> Handle(GetClient query, CancellationToken ct) => await desk.View(await desk.Find(query.Id, ct), ct);
}

/// <summary>All machine clients — danh sách phần mềm kết nối.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ListClients(PageRequest Page) : IQuery<Page<ClientLine>>;

internal sealed class ListClientsValidator : AbstractValidator<ListClients>
{
    public ListClientsValidator() => this.Page(query => query.Page);
}

internal sealed class ListClientsHandler(IAccountViews views) : IRequestHandler<ListClients, Page<ClientLine>>
{
    public Task<Page<ClientLine>> Handle(ListClients query, CancellationToken ct) => views.Clients(query, ct);
}
