using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>What a correction of the receipt may change; null leaves a field as it is — nội dung đính chính.</summary>
public sealed record Correction
{
    public Party? Owner { get; init; }

    public Party? Submitter { get; init; }

    public ReturnVia? ReturnBy { get; init; }

    public IReadOnlyList<Part>? Parts { get; init; }

    internal DossierDetails ApplyTo(DossierDetails details) => details with
    {
        Owner = Owner ?? details.Owner,
        Submitter = Submitter ?? details.Submitter,
        ReturnBy = ReturnBy ?? details.ReturnBy,
        Parts = Parts ?? details.Parts,
    };

    /// <summary>What stands now where this changes something.</summary>
    internal Correction Before(DossierDetails details) => new()
    {
        Owner = Owner is null ? null : details.Owner, Submitter = Submitter is null ? null : details.Submitter,
        ReturnBy = ReturnBy is null ? null : details.ReturnBy, Parts = Parts is null ? null : details.Parts,
    };

    /// <summary>Paths of what changes.</summary>
    internal IReadOnlyList<string> Fields(DossierDetails before)
    {
        var fields = new List<string>();
        if (Owner is not null)
        {
            fields.AddRange(Different(before.Owner, Owner, "owner"));
        }
        if (Submitter is not null)
        {
            fields.AddRange(before.Submitter is null ? ["submitter"] : Different(before.Submitter, Submitter, "submitter"));
        }
        if (ReturnBy is not null && ReturnBy != before.ReturnBy)
        {
            fields.Add("returnBy");
        }
        if (Parts is not null && !Same(Parts, before.Parts))
        {
            fields.Add("parts");
        }
        return fields;
    }

    internal IEnumerable<Fault> Faults(DossierDetails corrected, Circumstances on) =>
        Filing.PartyFaults(corrected.Owner, "changes.owner", on.Today, owns: true)
            .Concat(corrected.Submitter is null ? [] : Filing.PartyFaults(corrected.Submitter, "changes.submitter", on.Today, owns: false))
            .Concat(Parts is null ? [] : Filing.PartFaults(corrected.Parts, on.Version, complete: true)
                .Select(fault => fault with { Path = $"changes.{fault.Path}" }));

    private static bool Same(IReadOnlyList<Part> one, IReadOnlyList<Part> other) => one.Count == other.Count && one.Zip(other).All(pair =>
        pair.First with { Documents = pair.Second.Documents } == pair.Second && pair.First.Documents.SequenceEqual(pair.Second.Documents));

    private static IEnumerable<string> Different(Party before, Party after, string path) =>
        new (string Name, object? Before, object? After)[]
        {
            ("kind", before.Kind, after.Kind), ("fullName", before.FullName, after.FullName), ("personalId", before.PersonalId, after.PersonalId),
            ("passport", before.Passport, after.Passport), ("oldIdCard", before.OldIdCard, after.OldIdCard),
            ("taxCode", before.TaxCode, after.TaxCode), ("phone", before.Phone, after.Phone), ("email", before.Email, after.Email),
            ("address", before.Address, after.Address),
        }
        .Where(field => !Equals(field.Before, field.After))
        .Select(field => $"{path}.{field.Name}");
}
