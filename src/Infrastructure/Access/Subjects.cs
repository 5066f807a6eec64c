using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Infrastructure.Access;

internal sealed class Subjects : ISubjects
{
    public Task<AccountId> AccountOf(string issuer, string subject, CancellationToken ct) => throw new NotSupportedException();
}
