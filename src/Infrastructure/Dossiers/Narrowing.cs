using Dapper;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>The conditions a list is narrowed by, with the parameters they bring.</summary>
internal sealed class Narrowing(ICollection<string> conditions, DynamicParameters parameters)
{
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
    public Narrowing Is(string column, string name, object? value) =>
        value is null ? this : To($"{column} = @{name}").With(name, value);

    /// <summary>To a list of values, where there is one.</summary>
    public Narrowing In(string column, string name, IEnumerable<string>? values) =>
        values is null ? this : To($"{column} IN @{name}").With(name, values.ToArray());
}
