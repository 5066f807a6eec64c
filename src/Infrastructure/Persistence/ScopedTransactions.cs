using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

internal static class ScopedTransactions
{
    /// <summary>Writes in a scope and a transaction of its own.</summary>
    public static async Task<T> InTransaction<T>(this IServiceScopeFactory scopes, Func<IServiceProvider, Task<T>> work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(() => work(scope.ServiceProvider), ct);
    }
}
