namespace OneStop.Infrastructure.Access;

/// <summary>Tokens (section <c>Auth</c> of the configuration).</summary>
public sealed record AuthOptions
{
    /// <summary>The <c>iss</c> of tokens: the address under which clients reach the engine; the same in every process of one database.</summary>
    public string Issuer { get; init; } = "http://127.0.0.1:5080";

    /// <summary>How long a token lives.</summary>
    public int TokenMinutes { get; init; } = 60;

    /// <summary>How long a sign-in goes on by refresh tokens.</summary>
    public int SessionDays { get; init; } = 30;

    /// <summary>How long a key signs before another takes its place.</summary>
    public int KeyDays { get; init; } = 90;

    /// <summary>Outside issuers whose tokens are taken beside our own.</summary>
    public IReadOnlyList<IssuerOptions> Issuers { get; init; } = [];
}

/// <summary>Demo accounts (section <c>Demo</c> of the configuration).</summary>
public sealed record DemoOptions
{
    /// <summary>Whether they are loaded; by default in development only.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The one password of all of them, for those loaded from now on.</summary>
    public string Password { get; init; } = "onestop-demo";

    /// <summary>Whether the start disables those that are there, for good.</summary>
    public bool Retire { get; init; }
}
