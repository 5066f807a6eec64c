using FluentValidation;
using OneStop.Application.Agencies;
using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>What a machine client shall be allowed — phạm vi quyền.</summary>
public sealed record WantedGrant
{
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>Codes of the procedures it is limited to; null for all.</summary>
    public IReadOnlyList<string>? Procedures { get; init; }

    /// <summary>Codes of the agencies it is limited to, with all below them; null for all.</summary>
    public IReadOnlyList<string>? Agencies { get; init; }

    /// <summary>Its own limit, 1 to 100,000; null for the general one.</summary>
    public int? RequestsPerSecond { get; init; }

    internal ClientGrant With(bool test) => new()
    {
        Scopes = [.. Scopes.Distinct().Order()], Procedures = Procedures, Agencies = Agencies, RequestsPerSecond = RequestsPerSecond, Test = test,
    };
}

internal sealed class WantedGrantValidator : AbstractValidator<WantedGrant>
{
    public WantedGrantValidator()
    {
        RuleFor(g => g.Scopes).NotEmpty();
        RuleForEach(g => g.Scopes).IsInEnum();
        // An empty list would let nobody in, or everybody, depending on who reads it.
        RuleFor(g => g.Procedures).Must(AreCodes).WithState(_ => FieldRules.WithinLength);
        RuleFor(g => g.Agencies).Must(AreCodes).WithState(_ => FieldRules.WithinLength);
        RuleFor(g => g.RequestsPerSecond).InclusiveBetween(1, 100_000);
    }

    internal static bool AreCodes(IReadOnlyList<string>? codes) => codes is null || (codes.Count is > 0 and <= 500 && codes.All(code => code.Length is > 0 and <= 60));
}

/// <summary>Whether the procedures and agencies that a grant or a mandate names are there.</summary>
internal sealed class KnownCodes(IProcedureRepository procedures, IAgencies agencies)
{
    public async Task Demand(WantedGrant grant, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var faults = (grant.Agencies ?? []).Index().Where(code => tree.Find(code.Item) is null)
            .Select(code => new Fault($"grant.agencies[{code.Index}]", AccessRules.AgencyExists))
            .Concat(await Unknown("grant.procedures", grant.Procedures, ct)).ToArray();
        if (faults.Length > 0)
        {
            throw new InvalidInputException(faults);
        }
    }

    public async Task DemandProcedures(string path, IReadOnlyList<string>? codes, CancellationToken ct)
    {
        if (await Unknown(path, codes, ct) is { Count: > 0 } faults)
        {
            throw new InvalidInputException(faults);
        }
    }

    private async Task<List<Fault>> Unknown(string path, IReadOnlyList<string>? codes, CancellationToken ct)
    {
        var faults = new List<Fault>();
        foreach (var (index, code) in (codes ?? []).Index())
        {
            if (await procedures.Find(code, ct) is null)
            {
                faults.Add(new Fault($"{path}[{index}]", ProcedureRules.Exists));
            }
        }
        return faults;
    }
}
