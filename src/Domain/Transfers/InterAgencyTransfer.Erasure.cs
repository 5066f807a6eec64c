using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>What was written in it was erased with its dossier — đã xóa dữ liệu cá nhân theo hồ sơ.</summary>
public sealed record TransferErased(DossierId Dossier) : DomainEvent;

/// <summary>A leg of a dossier at another agency — chuyển hồ sơ liên thông. This part: how its free text goes.</summary>
public sealed partial class InterAgencyTransfer
{
    /// <summary>Erase what people wrote in it and the names of documents; the task of a route is the catalogue's and stays — xóa dữ liệu cá nhân.</summary>
    public void Erase(DateTimeOffset now)
    {
        var details = State.Details;
        State = State with
        {
            UpdatedAt = now > State.UpdatedAt ? now : State.UpdatedAt,
            Details = details with
            {
                Task = State.StepKey is null ? Dossier.Nothing : details.Task,
                Reason = null,
                EndReason = null,
                Clock = details.Clock with { Entries = [.. details.Clock.Entries.Select(entry => entry with { Reason = null })] },
                Documents = [.. details.Documents.Select(Dossier.Blank)],
                Result = details.Result is { } result
                    ? result with { Note = null, Result = Dossier.Blank(result.Result), Documents = [.. result.Documents.Select(Dossier.Blank)] }
                    : null,
            },
        };
        Record(new TransferErased(State.DossierId), now, null);
    }
}
