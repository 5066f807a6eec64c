namespace OneStop.Application.Contract;

/// <summary>Whether a field of a message must be there.</summary>
public enum FieldPresence
{
    /// <summary>It may be left out.</summary>
    Optional,

    /// <summary>It must be there, and is empty where there is no such thing.</summary>
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

    /// <summary>One record.</summary>
    Record,

    /// <summary>A number or a text, as systems write their error codes.</summary>
    ErrorCode,

    /// <summary>An identity such as <c>0195541c-7a00-7000-8000-000000000001</c>.</summary>
    Uuid,

    /// <summary>SHA-256, 64 hexadecimal digits.</summary>
    Digest,

    /// <summary>A day as <c>yyyy-MM-dd</c>.</summary>
    Day,

    /// <summary>An address that begins with <c>https</c> or <c>http</c>.</summary>
    Address,
}

/// <summary>A field of a message.</summary>
/// <param name="Longest">Characters it may have.</param>
public sealed record MessageField(string Name, FieldPresence Presence, FieldFormat Format = FieldFormat.Text, int Longest = 500)
{
    /// <summary>Name of the code list of a code, where the lists are those of a configuration.</summary>
    public string? List { get; init; }

    /// <summary>The codes themselves, where they are fixed.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What a text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>The fields of a record, or of each record of a list.</summary>
    public IReadOnlyList<MessageField> Items { get; init; } = [];
}
