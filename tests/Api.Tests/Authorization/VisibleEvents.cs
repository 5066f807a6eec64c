using OneStop.Infrastructure.Persistence;

namespace OneStop.Api.Tests.Authorization;

/// <summary>What happened to a dossier that chance made: it was taken over, each of its legs was opened and accepted.</summary>
internal static class VisibleEvents
{
    private const string TakePosition = "UPDATE LogPositions SET Value = Value + 1 WHERE Id = 1";

    private const string Insert = """
        INSERT INTO Events (Position, Id, Aggregate, AggregateId, Version, Type, At, Actor, Agency, Client, Data, Hash)
        SELECT Value, @Id, @Aggregate, @AggregateId, @Version, @Type, 1, @Actor, NULL, NULL, @Data, @Id
        FROM LogPositions
        WHERE Id = 1
        """;

    public static async Task Write(DbSession db, VisibleDossier dossier)
    {
        await One(db, "dossier", dossier.Id, 1, "dossierEscalated", """{"rung":1,"to":"head","dueAt":"2026-03-09T09:00:00+07:00"}""");
        foreach (var (number, (transfer, to)) in dossier.Legs.Index())
        {
            await One(db, "dossier", dossier.Id, 2 + number, "legOpened", $$"""{"transfer":"{{transfer}}","kind":"horizontal","agency":"{{to}}","dueAt":"2026-03-09T09:00:00+07:00"}""");
            await One(db, "transfer", transfer, 1, "transferAccepted", $$"""{"dossier":"{{dossier.Id}}"}""");
        }
    }

    private static async Task One(DbSession db, string aggregate, Guid id, int version, string type, string data)
    {
        await db.Execute(TakePosition, null, default);
        await db.Execute(
            Insert,
            new { Id = EventId.New(Desk.Monday), Aggregate = aggregate, AggregateId = id.ToString(), Version = version, Type = type, Actor = Domain.Access.AccountId.System, Data = data },
            default);
    }
}
