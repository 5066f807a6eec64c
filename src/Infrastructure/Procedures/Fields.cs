using System.Collections.Frozen;
using OneStop.Application.Procedures;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Procedures;

internal sealed class FieldCache
{
    public Cached<IReadOnlyDictionary<string, Field>> Entries { get; } = new(Stamp.Catalogue);
}

internal sealed class Fields(DbSession db, Stamps stamps, FieldCache cache) : IFields
{
    private const string Select = "SELECT Code, Name FROM Fields";

    private const string Insert = "INSERT INTO Fields (Code, Name) VALUES (@Code, @Name)";

    public ValueTask<IReadOnlyDictionary<string, Field>> All(CancellationToken ct) => cache.Entries.Get(db, stamps, Load, ct);

    public async Task Ensure(Field field, CancellationToken ct)
    {
        if (!(await All(ct)).ContainsKey(field.Code))
        {
            await db.Execute(Insert, field, ct);
            await stamps.Changed(Stamp.Catalogue, ct);
        }
    }

    private async Task<IReadOnlyDictionary<string, Field>> Load(CancellationToken ct) =>
        (await db.Query<Field>(Select, null, ct)).ToFrozenDictionary(field => field.Code, StringComparer.Ordinal);
}
