using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Agencies;
using OneStop.Application.Portal;
using OneStop.Domain.Portal;
using OneStop.Domain.Procedures;

namespace OneStop.Infrastructure.Portal;

/// <summary>One of the lists that a reading of the national catalogue walks.</summary>
internal interface ICatalogueStage
{
    /// <summary>Service that gives the list.</summary>
    string Service { get; }

    /// <summary>Field of a record that has its code.</summary>
    string CodeField { get; }

    /// <summary>Records of one transaction.</summary>
    int Slice { get; }

    /// <summary>Reads a slice, outside of every transaction.</summary>
    /// <returns>How to write it: within the transaction, and what the counts are then.</returns>
    Task<Func<IServiceProvider, CatalogueSyncRow, DateTimeOffset, Task<CatalogueSyncRow>>> Read(
        CatalogueListing listing, IReadOnlyList<string> codes, ICollection<MadeCall> calls, CancellationToken ct);

    /// <summary>Known codes behind a place that are not withdrawn.</summary>
    Task<IReadOnlyList<string>> Present(IServiceProvider services, string after, int most, CancellationToken ct);

    /// <summary>
    /// A complete reading of the list does not name them: those that the complete reading before it did not name either are withdrawn, and all where
    /// somebody says that a shorter list is true.
    /// </summary>
    /// <returns>How many are withdrawn by that.</returns>
    Task<int> Miss(IServiceProvider services, IReadOnlyList<string> codes, CatalogueSyncRow sync, DateTimeOffset now, CancellationToken ct);
}

/// <summary>The procedures: each is asked for by itself, as the list has only codes and names.</summary>
internal sealed class ProcedureStage(PortalDictionary dictionary, PortalOptions options) : ICatalogueStage
{
    public string Service => ServiceNames.ListProcedures;

    public string CodeField => "MATTHC";

    public int Slice => 20;

    public async Task<Func<IServiceProvider, CatalogueSyncRow, DateTimeOffset, Task<CatalogueSyncRow>>> Read(
        CatalogueListing listing, IReadOnlyList<string> codes, ICollection<MadeCall> calls, CancellationToken ct)
    {
        var (read, made) = (new ConcurrentBag<ReadProcedure>(), new ConcurrentBag<MadeCall>());
        try
        {
            await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = options.Places, CancellationToken = ct }, async (code, token) =>
            {
                var mine = new List<MadeCall>();
                try
                {
                    read.Add(await dictionary.Procedure(code, mine, token));
                }
                finally
                {
                    mine.ForEach(made.Add);
                }
            });
        }
        finally
        {
            foreach (var call in made.OrderBy(call => call.At))
            {
                calls.Add(call);
            }
        }
        var slice = read.OrderBy(one => one.Code, StringComparer.Ordinal).ToArray();
        return (services, row, now) => Keep(services, row, slice, now, ct);
    }

    public Task<IReadOnlyList<string>> Present(IServiceProvider services, string after, int most, CancellationToken ct) =>
        services.GetRequiredService<NationalProcedureRows>().Present(after, most, ct);

    public async Task<int> Miss(IServiceProvider services, IReadOnlyList<string> codes, CatalogueSyncRow sync, DateTimeOffset now, CancellationToken ct)
    {
        var rows = services.GetRequiredService<NationalProcedureRows>();
        var gone = sync.AcceptShrunk ? codes : await rows.Miss(codes, sync.Id, ct);
        foreach (var procedure in (await rows.Of(gone, ct)).Values)
        {
            procedure.Withdraw(now);
            await rows.Save(procedure, ct);
        }
        return gone.Count;
    }

    private static async Task<CatalogueSyncRow> Keep(IServiceProvider services, CatalogueSyncRow row, ReadProcedure[] slice, DateTimeOffset now, CancellationToken ct)
    {
        var (rows, ours) = (services.GetRequiredService<NationalProcedureRows>(), services.GetRequiredService<IProcedureRepository>());
        var codes = slice.Select(one => one.Code).ToArray();
        var (known, mapped) = (await rows.Of(codes, ct), await rows.Mapped(codes, ct));
        var (added, changed) = (0, 0);
        foreach (var content in slice.Select(one => one.Content).OfType<NationalContent>())
        {
            var before = known.GetValueOrDefault(content.Code);
            var national = before ?? NationalProcedure.Meet(content, now);
            var back = before?.State.WithdrawnAt is not null;
            var differs = before is not null && national.Read(content, now);
            var maps = !mapped.Contains(content.Code) && await ours.Find(content.Code, ct) is not null && national.MapItself(now);
            if (before is null)
            {
                await rows.Add(national, ct);
                added++;
            }
            else if (differs || back || maps)
            {
                await rows.Save(national, ct);
                changed += differs ? 1 : 0;
            }
        }
        await rows.Seen(codes, now, ct);
        return row.Refuse([.. slice.Where(one => one.Reason is not null).Select(one => new NationalRefusal(one.Code, one.Reason!))]) with
        {
            After = codes[^1],
            Taken = row.Taken + slice.Length,
            Added = row.Added + added,
            Changed = row.Changed + changed,
        };
    }
}

/// <summary>The agencies: the list has all there is.</summary>
internal sealed class AgencyStage : ICatalogueStage
{
    public string Service => ServiceNames.ListAgencies;

    public string CodeField => "MADONVI";

    public int Slice => 200;

    public Task<Func<IServiceProvider, CatalogueSyncRow, DateTimeOffset, Task<CatalogueSyncRow>>> Read(
        CatalogueListing listing, IReadOnlyList<string> codes, ICollection<MadeCall> calls, CancellationToken ct) =>
        Task.FromResult<Func<IServiceProvider, CatalogueSyncRow, DateTimeOffset, Task<CatalogueSyncRow>>>((services, row, now) => Keep(services, row, listing, codes, now));

    public Task<IReadOnlyList<string>> Present(IServiceProvider services, string after, int most, CancellationToken ct) =>
        services.GetRequiredService<NationalAgencyRows>().Present(after, most, ct);

    public async Task<int> Miss(IServiceProvider services, IReadOnlyList<string> codes, CatalogueSyncRow sync, DateTimeOffset now, CancellationToken ct)
    {
        var rows = services.GetRequiredService<NationalAgencyRows>();
        return await rows.Withdraw(sync.AcceptShrunk ? codes : await rows.Miss(codes, sync.Id, ct), now, ct);
    }

    private static async Task<CatalogueSyncRow> Keep(IServiceProvider services, CatalogueSyncRow row, CatalogueListing listing, IReadOnlyList<string> codes, DateTimeOffset now)
    {
        var ct = CancellationToken.None;
        var (rows, tree) = (services.GetRequiredService<NationalAgencyRows>(), await services.GetRequiredService<IAgencies>().Tree(ct));
        var (known, mapped) = (await rows.Of(codes, ct), await rows.Mapped(codes, ct));
        var (added, changed, refusals) = (0, 0, new List<NationalRefusal>());
        foreach (var code in codes)
        {
            var (name, level, reason) = NationalRecords.Agency(listing.Records[code]);
            if (name is null)
            {
                refusals.Add(new NationalRefusal(code, reason!));
                continue;
            }
            var before = known.GetValueOrDefault(code);
            var agency = before ?? new NationalAgency(new NationalAgencyState { Code = code, Name = name, Level = level, FirstSeenAt = now, LastSeenAt = now });
            var differs = before is not null && agency.Read(name, level);
            var maps = !mapped.Contains(code) && tree.Find(code) is not null && agency.MapItself(now);
            if (before is null)
            {
                await rows.Add(agency, ct);
                added++;
            }
            else if (differs || maps)
            {
                await rows.Save(agency, ct);
                changed += differs ? 1 : 0;
            }
        }
        await rows.Seen(codes, now, ct);
        return row.Refuse(refusals) with { After = codes[^1], Taken = row.Taken + codes.Count, Added = row.Added + added, Changed = row.Changed + changed };
    }
}
