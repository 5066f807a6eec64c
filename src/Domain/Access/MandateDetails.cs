namespace OneStop.Domain.Access;

/// <summary>What a mandate reaches and on what it rests — phạm vi và căn cứ đại diện.</summary>
public sealed record MandateDetails
{
    /// <summary>Codes of the procedures it is limited to; null for all.</summary>
    public IReadOnlyList<string>? Procedures { get; init; }

    /// <summary>Whether the representative may file and act, or only look.</summary>
    public bool MayAct { get; init; } = true;

    /// <summary>The paper it rests on.</summary>
    public Evidence? Evidence { get; init; }
}

/// <summary>A paper on which a mandate rests: a power of attorney, a birth certificate, a decision — giấy tờ chứng minh việc đại diện.</summary>
/// <param name="Name">What it is.</param>
/// <param name="MediaType">Such as <c>application/pdf</c>.</param>
/// <param name="Sha256">Digest of the file in lower-case hexadecimals.</param>
public sealed record Evidence(string Name, string MediaType, string Sha256);
