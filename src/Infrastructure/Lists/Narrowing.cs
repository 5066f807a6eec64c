using Dapper;

namespace OneStop.Infrastructure.Lists;

/// <summary>The conditions a list is narrowed by, with the parameters they bring.</summary>
internal sealed class Narrowing(ICollection<string> conditions, DynamicParameters parameters)
{
    public Narrowing()
        : this([], new DynamicParameters())
    {
    }

    public DynamicParameters Parameters => parameters;

    /// <summary>The conditions as a clause, empty where there are none.</summary>
    public string Where => conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";

    /// <summary>The parameters, and how many rows to read.</summary>
    public DynamicParameters Taking(int rows)
    {
        var taking = new DynamicParameters(parameters);
        taking.Add("Take", rows);
        return taking;
    }

    public Narrowing To(string condition)
    {
        conditions.Add(condition);
        return this;
    }

    public Narrowing With(string name, object value)
    {
        parameters.Add(name, value);
        return this;
    }

    /// <summary>The conditions of a query inside this one; their parameters are this one's.</summary>
    public Narrowing Within(ICollection<string> inner, Action<Narrowing> narrow)
    {
        narrow(new Narrowing(inner, parameters));
        return this;
    }

    /// <summary>To one value, where there is one.</summary>
    public Narrowing Is(string column, string name, object? value) => By($"{column} = @{name}", name, value);

    /// <summary>To a list of values, where there is one.</summary>
    public Narrowing In(string column, string name, IEnumerable<string>? values) => By($"{column} IN @{name}", name, values?.ToArray());

    /// <summary>To a few identities, term by term: servers that cannot order binary keys find each by the index all the same.</summary>
    public Narrowing AnyOf(string column, string name, IReadOnlyList<byte[]> ids)
    {
        To($"({string.Join(" OR ", ids.Select((_, place) => $"{column} = @{name}{place}"))})");
        foreach (var (place, id) in ids.Index())
        {
            With($"{name}{place}", id);
        }
        return this;
    }

    /// <summary>By a condition on one value, where there is one.</summary>
    public Narrowing By(string condition, string name, object? value) => value is null ? this : To(condition).With(name, value);
}
