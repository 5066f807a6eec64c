namespace OneStop.Api.Tests.Authorization;

/// <summary>What was written about a dossier, in plain words.</summary>
/// <param name="Owner">User name; null where nobody signed in for it.</param>
/// <param name="Client">The machine client that filed it.</param>
/// <param name="Receipted">Whether it was received, and has a clock and a receipt.</param>
/// <param name="Legs">The transfers from its competent agency to others, with their receivers.</param>
internal sealed record VisibleDossier(
    Guid Id, string Code, string Procedure, string Receiving, string Competent, string? Owner, string? Client, string? Assignee, bool Test, bool Confidential, bool Receipted,
    Guid? Root, IReadOnlyList<(Guid Transfer, string To)> Legs)
{
    public bool IsAt(Func<string, bool> agency) => agency(Receiving) || agency(Competent);

    public bool HasLegAt(Func<string, bool> agency) => Legs.Any(leg => agency(leg.To));
}
