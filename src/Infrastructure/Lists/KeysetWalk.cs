using System.Globalization;
using Dapper;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Lists;

/// <summary>How a list is walked from page to page: its conditions, its order (by identity or by the due instant) and the place it goes on from.</summary>
/// <param name="oldestFirst">Name of the sort by identity that begins with the oldest.</param>
internal sealed class KeysetWalk(PageRequest page, string oldestFirst)
{
    public bool ByDue => page.Sort == "dueAt";

    public List<string> Conditions { get; } = [];

    public DynamicParameters Parameters { get; } = Taking(new DynamicParameters(), page.Take);

    /// <summary>The parameters with the number of rows to count.</summary>
    public DynamicParameters Counting => Taking(new DynamicParameters(Parameters), page.CountTake);

    private bool OldestFirst => page.Sort == oldestFirst;

    public string Order(string id, string due) => ByDue ? $"{due}, {id}" : OldestFirst ? id : $"{id} DESC";

    public string Where() => Conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", Conditions)}";

    /// <summary>The conditions, and those that begin after the cursor.</summary>
    public string After<TId>(string where, string id, string due)
        where TId : struct, IEntityId<TId>
    {
        var cursor = Cursor.Read(page, keys: ByDue ? 2 : 1);
        if (cursor is null)
        {
            return where;
        }
        long lastDue = 0;
        if (!TId.TryParse(cursor[^1], CultureInfo.InvariantCulture, out var lastId)
            || (ByDue && !long.TryParse(cursor[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out lastDue)))
        {
            throw new InvalidInputException("cursor", FieldRules.WellFormed);
        }
        Parameters.Add("AfterId", TypeHandlers.Bytes(lastId));
        var after = $"{id} {(OldestFirst ? ">" : "<")} @AfterId";
        if (ByDue)
        {
            Parameters.Add("AfterDue", lastDue);
            after = $"{due} >= @AfterDue AND ({due} > @AfterDue OR {id} > @AfterId)";
        }
        return where.Length == 0 ? $"WHERE {after}" : $"{where} AND {after}";
    }

    /// <summary>What a row is ordered by.</summary>
    public string[] Keys(string id, DateTimeOffset? due) =>
        ByDue ? [due!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), id] : [id];

    public void And(string condition, string name, object? value)
    {
        if (value is not null)
        {
            Conditions.Add(condition);
            Parameters.Add(name, value);
        }
    }

    private static DynamicParameters Taking(DynamicParameters parameters, int rows)
    {
        parameters.Add("Take", rows);
        return parameters;
    }
}
