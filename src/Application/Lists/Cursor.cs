using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;

namespace OneStop.Application.Lists;

/// <summary>The place in a list after which a page begins: the sort and the keys of the row before it, opaque to callers.</summary>
public static class Cursor
{
    private const int Longest = 2_000;

    public static string Write(string? sort, params string[] keys) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string?[]>([sort, .. keys]));

    /// <summary>The keys in the request's cursor; null for the first page. A cursor of another sort or list is refused.</summary>
    /// <param name="keys">How many keys the list is ordered by.</param>
    public static string[]? Read(PageRequest request, int keys)
    {
        if (request.Cursor is not { } cursor)
        {
            return null;
        }
        return Parts(cursor) is { } parts && parts.Length == keys + 1 && parts[0] == request.Sort && parts[1..].All(part => part is not null)
            ? [.. parts[1..].OfType<string>()]
            : throw new InvalidInputException("cursor", FieldRules.WellFormed);
    }

    /// <summary>The identity before which a list goes on that shows the newest first; greater than every identity for the first page.</summary>
    public static TId Before<TId>(PageRequest request)
        where TId : struct, IEntityId<TId> =>
        Read(request, keys: 1) is not [var last] ? TId.Of(Guid.AllBitsSet)
            : TId.TryParse(last, CultureInfo.InvariantCulture, out var id) ? id
            : throw new InvalidInputException("cursor", FieldRules.WellFormed);

    private static string?[]? Parts(string cursor)
    {
        if (cursor.Length > Longest || !Base64Url.IsValid(cursor))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<string?[]>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
