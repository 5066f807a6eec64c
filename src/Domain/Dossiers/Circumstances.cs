using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>Who acts, when, under which version and calendar.</summary>
/// <param name="Version">The version the dossier lives under.</param>
/// <param name="Calendar">The term calendar of its clock.</param>
public sealed record Circumstances(Actor Actor, DateTimeOffset Now, ProcedureVersion Version, WorkingCalendar Calendar)
{
    /// <summary>Whether nothing of its group keeps a result from being handed out; true where there is no group.</summary>
    public bool GroupIsReady { get; init; } = true;

    public string ActorKey => Actor.Id.ToString();

    /// <summary>Agencies the dossier may be handed to after a split.</summary>
    public IReadOnlySet<string> CoSuccessors { get; init; } = new HashSet<string>();

    public DateOnly Today => VietnamTime.DateOf(Now);
}
