using OneStop.Domain.Shared;

namespace OneStop.Domain.Procedures;

/// <summary>An administrative procedure — thủ tục hành chính.</summary>
public sealed class Procedure(ProcedureState state) : Aggregate
{
    public ProcedureState State { get; private set; } = state;

    public override string Kind => "procedure";

    public override string Key => State.Code;

    public override int Version => State.Version;

    /// <summary>The published version in force on a day; null where there is none.</summary>
    public ProcedureVersion? InForceOn(DateOnly day) => State.Versions.LastOrDefault(version => version.IsInForceOn(day));

    /// <summary>The version of that number, whatever its status.</summary>
    public ProcedureVersion? VersionOf(int number) => State.Versions.FirstOrDefault(version => version.Number == number);

    /// <summary>Whether the agency offers it.</summary>
    public bool IsOfferedBy(string agency) => State.Offerings.Contains(agency);
}

/// <summary>Data of a procedure: one row.</summary>
public sealed record ProcedureState
{
    /// <summary>Code in the national database, such as <c>1.004203</c>.</summary>
    public required string Code { get; init; }

    /// <summary>False for local procedures without a national code.</summary>
    public bool CodeOfficial { get; init; } = true;

    public int Version { get; init; }

    public IReadOnlyList<ProcedureVersion> Versions { get; init; } = [];

    /// <summary>Codes of the agencies that are competent for it.</summary>
    public IReadOnlySet<string> Offerings { get; init; } = new HashSet<string>();
}
