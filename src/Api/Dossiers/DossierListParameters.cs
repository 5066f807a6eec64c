using OneStop.Api.Http;
using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Api.Dossiers;

/// <summary>Filters of the list of dossiers.</summary>
/// <param name="Code">Code of the dossier.</param>
/// <param name="Root">Identity of the dossier that stands for a group: all of the group.</param>
/// <param name="Status">One status.</param>
/// <param name="Procedure">Code of the procedure.</param>
/// <param name="Field">Code of the field.</param>
/// <param name="Agency">Receiving or competent agency.</param>
/// <param name="Assignee">Account of the official, or `me` with those the caller covers.</param>
/// <param name="Channel">Way it came in.</param>
/// <param name="DueBefore">Open dossiers due before this instant.</param>
/// <param name="Overdue">Only overdue ones, or only those that are not.</param>
/// <param name="ReceivedFrom">First day of reception.</param>
/// <param name="ReceivedTo">Last day of reception, included.</param>
/// <param name="UpdatedSince">Changed at or after this instant.</param>
/// <param name="Test">Only dossiers filed for trying out, or only the others.</param>
/// <param name="Cell">A figure's dossiers, as its `drillDown` gave it.</param>
internal sealed record DossierListParameters(
    string? Code, Guid? Root, Choice<DossierStatus>? Status, string? Procedure, string? Field, string? Agency, string? Assignee, Choice<Channel>? Channel,
    DateTimeOffset? DueBefore, bool? Overdue, DateOnly? ReceivedFrom, DateOnly? ReceivedTo, DateTimeOffset? UpdatedSince, bool? Test, string? Cell)
{
    public DossierFilter Filter => new()
    {
        Code = Code, Root = Root is { } root ? new DossierId(root) : null, Status = Status?.Value, Procedure = Procedure, Field = Field,
        Agency = Agency, Assignee = Assignee, Channel = Channel?.Value, DueBefore = DueBefore, Overdue = Overdue, ReceivedFrom = ReceivedFrom,
        ReceivedTo = ReceivedTo, UpdatedSince = UpdatedSince, Test = Test, Cell = Cell is null ? null : ReportCell.Parse(Cell),
    };
}
