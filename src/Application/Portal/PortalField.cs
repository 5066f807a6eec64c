namespace OneStop.Application.Portal;

/// <summary>Whether a field of a message must be there.</summary>
public enum FieldPresence
{
    /// <summary>It may be left out.</summary>
    Optional,

    /// <summary>It must be there, and is empty where the dossier has no such thing.</summary>
    Named,

    /// <summary>It must be there and say something.</summary>
    Filled,
}

/// <summary>What a field of a message holds.</summary>
public enum FieldFormat
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>An instant as <c>yyyyMMddHHmmss</c>.</summary>
    Instant,

    /// <summary>One of a code list.</summary>
    Code,

    /// <summary><c>0</c> or <c>1</c>.</summary>
    Flag,

    /// <summary><c>True</c> or <c>False</c>.</summary>
    Truth,

    /// <summary>A whole number, not negative.</summary>
    Number,

    /// <summary>A list of records.</summary>
    Records,
}

/// <summary>A field of a message.</summary>
/// <param name="Longest">Characters it may have.</param>
public sealed record PortalField(string Name, FieldPresence Presence, FieldFormat Format = FieldFormat.Text, int Longest = 500)
{
    /// <summary>The code list of a code.</summary>
    public string? List { get; init; }

    /// <summary>The fields of each record of a list.</summary>
    public IReadOnlyList<PortalField> Items { get; init; } = [];
}
