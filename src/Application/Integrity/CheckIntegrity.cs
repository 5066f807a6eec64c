using MediatR;

namespace OneStop.Application.Integrity;

/// <summary>Examine the whole database now, beside the requests — kiểm tra toàn vẹn toàn bộ cơ sở dữ liệu.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record CheckIntegrity : ICommand<IntegrityCheck>;

internal sealed class CheckIntegrityHandler(IIntegrityChecks checks) : IRequestHandler<CheckIntegrity, IntegrityCheck>
{
    public Task<IntegrityCheck> Handle(CheckIntegrity command, CancellationToken ct) => checks.Begin(ct);
}
