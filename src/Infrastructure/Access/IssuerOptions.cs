namespace OneStop.Infrastructure.Access;

/// <summary>Whom an outside issuer signs in.</summary>
public enum IssuerOf { Citizens, Staff }

/// <summary>An OpenID Connect issuer whose tokens are taken (section <c>Auth:Issuers</c> of the configuration).</summary>
public sealed record IssuerOptions
{
    /// <summary>Its address, exactly as its tokens name it (<c>iss</c>); discovery is asked below it.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>What its tokens for this engine name as <c>aud</c>.</summary>
    public string Audience { get; init; } = "";

    /// <summary>Citizens get an account at first sight; staff must have been linked by an administrator.</summary>
    public IssuerOf For { get; init; }

    public string SubjectClaim { get; init; } = "sub";

    public string NameClaim { get; init; } = "name";

    /// <summary>The claim that says how the person was identified.</summary>
    public string LevelClaim { get; init; } = "acr";

    /// <summary>Its values that stand for electronic identification of level 2; all others are level 1.</summary>
    public IReadOnlyList<string> Level2Values { get; init; } = [];
}
