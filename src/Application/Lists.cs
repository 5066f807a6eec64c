using System.Buffers.Text;
using System.Text;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;

namespace OneStop.Application;

/// <summary>A page of a list.</summary>
/// <param name="Next">Opaque cursor of the next page; null on the last.</param>
/// <param name="Count">How many the whole list has; null where it was not asked for.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, PageCount? Count);

/// <summary>Size of a whole list.</summary>
/// <param name="Exact">False where counting stopped at the cap.</param>
public sealed record PageCount(int Value, bool Exact);

/// <summary>How far a list is counted.</summary>
public enum Counting
{
    /// <summary>Up to 1,000.</summary>
    Capped,

    None,

    Exact,
}

/// <summary>Where a page ended: the sort key of its last row, opaque to callers.</summary>
public static class Cursor
{
    public static string Of(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The sort key in a cursor; null where no cursor was sent.</summary>
    public static string? Read(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }
        return Base64Url.IsValid(cursor)
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor))
            : throw new InvalidInputException("cursor", FieldRules.WellFormed);
    }
}
