namespace OneStop.Domain.Access;

/// <summary>A side of a mandate — bên trong việc đại diện.</summary>
public enum MandateSide
{
    /// <summary>Represented — bên được đại diện.</summary>
    Principal,

    /// <summary>Representing — bên đại diện.</summary>
    Representative,
}

/// <summary>What the two sides of a mandate have already — số việc đại diện còn hiệu lực của hai bên.</summary>
public sealed record LiveMandates
{
    /// <summary>Live mandates that the principal has, accepted or not.</summary>
    public int OfPrincipal { get; init; }

    /// <summary>Live and accepted mandates that the representative has.</summary>
    public int OfRepresentative { get; init; }

    /// <summary>Live mandates of the same kind between the two.</summary>
    public int OfPair { get; init; }

    /// <summary>Sides whose account is closed.</summary>
    public int ClosedSides { get; init; }
}
