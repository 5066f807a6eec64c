using System.Data.Common;
using OneStop.Application.Attention;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Attention;

/// <summary>The rungs that were reached; the key of the table is what makes each of them happen once.</summary>
internal sealed class EscalationTable(DbSession db) : IEscalations
{
    private const string Insert = "INSERT INTO Escalations (SubjectId, Rung, ClaimedAt) VALUES (@Subject, @Rung, @At)";

    public async Task<bool> Claim(DossierId subject, int rung, DateTimeOffset at, CancellationToken ct)
    {
        try
        {
            await db.Execute(Insert, new { Subject = subject, Rung = rung, At = at }, ct);
            return true;
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            return false;
        }
    }
}
