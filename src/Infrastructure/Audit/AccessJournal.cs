using OneStop.Application.Audit;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Infrastructure.Audit;

/// <summary>Notes what the caller of a request sees.</summary>
internal sealed class AccessJournal(ICaller caller, AccessJournalQueue queue, AccessJournalTable table, MachineClock clock) : IAccessJournal
{
    public ValueTask Note(DossierState seen, AccessKind what, CancellationToken ct) =>
        caller.Actor is not { IsSystem: false } actor || seen.ErasedAt is not null || queue.IsNoted(seen.Id, actor.Id)
            ? ValueTask.CompletedTask
            : Add(seen, actor, what, ct);

    public Task NoteAsked(DossierState about, CancellationToken ct)
    {
        var actor = caller.Required();
        var row = new AccessRow(about.Id, clock.Now.ToUnixTimeSeconds() / 60, actor.Id, caller.Client, AgencyOf(actor, about), (int)AccessKind.Registry);
        return about.ErasedAt is null ? table.WriteOver(row, ct) : Task.CompletedTask;
    }

    private ValueTask Add(DossierState seen, Actor actor, AccessKind what, CancellationToken ct)
    {
        var (client, agency) = (caller.Client, AgencyOf(actor, seen));
        return queue.Add(seen.Id, actor.Id, minute => new AccessRow(seen.Id, minute, actor.Id, client, agency, (int)what), ct);
    }

    /// <summary>In whose name: the first agency the actor works at that holds the dossier; for those who see from above, their own.</summary>
    private static string? AgencyOf(Actor actor, DossierState seen)
    {
        var agencies = actor.Posts.Select(post => post.Agency).OfType<string>().ToArray();
        return agencies.FirstOrDefault(agency => agency == seen.ReceivingAgency || agency == seen.CompetentAgency || seen.Details.Legs.Any(leg => leg.Agency == agency))
            ?? agencies.FirstOrDefault();
    }
}
