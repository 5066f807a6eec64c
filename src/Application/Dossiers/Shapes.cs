using FluentValidation;
using OneStop.Application.Pipeline;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>Lengths of a party's fields; whether its numbers are true the domain says.</summary>
internal sealed class PartyShape : AbstractValidator<Party>
{
    public PartyShape()
    {
        RuleFor(p => p.FullName).NotEmpty().MaximumLength(200);
        RuleFor(p => p.PersonalId).MaximumLength(20);
        RuleFor(p => p.Passport).MaximumLength(20);
        RuleFor(p => p.OldIdCard).MaximumLength(20);
        RuleFor(p => p.TaxCode).MaximumLength(20);
        RuleFor(p => p.Phone).MaximumLength(20);
        RuleFor(p => p.Email).MaximumLength(200).EmailAddress();
        RuleFor(p => p.Address).MaximumLength(500);
    }
}

internal sealed class SubjectShape : AbstractValidator<SubmitterSubject>
{
    public SubjectShape()
    {
        RuleFor(s => s.Issuer).NotEmpty().MaximumLength(200)
            .Must(issuer => Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.Scheme is "https" or "http").WithState(_ => FieldRules.WellFormed);
        RuleFor(s => s.Sub).NotEmpty().MaximumLength(200);
        RuleFor(s => s.Level).InclusiveBetween(1, 2);
    }
}

internal sealed class PartShape : AbstractValidator<Part>
{
    public PartShape()
    {
        RuleFor(p => p.Component).NotEmpty().MaximumLength(40);
        RuleFor(p => p.Originals).InclusiveBetween(0, 1_000);
        RuleFor(p => p.CertifiedCopies).InclusiveBetween(0, 1_000);
        RuleFor(p => p.Photocopies).InclusiveBetween(0, 1_000);
        RuleFor(p => p.Electronic).InclusiveBetween(0, 1_000);
        RuleFor(p => p.Documents).Must(list => list.Count <= 50).WithState(_ => FieldRules.WithinLength);
        RuleForEach(p => p.Documents).SetValidator(new DocumentShape());
    }
}

internal sealed class DocumentShape : AbstractValidator<Document>
{
    public DocumentShape()
    {
        RuleFor(d => d.Name).NotEmpty().MaximumLength(255);
        RuleFor(d => d.MediaType).NotEmpty().MaximumLength(100);
        RuleFor(d => d.Sha256).Matches("^[0-9a-fA-F]{64}$");
        RuleFor(d => d.Url).MaximumLength(1_000);
    }
}

internal sealed class ResultShape : AbstractValidator<Result>
{
    public ResultShape()
    {
        RuleFor(r => r.TypeCode).NotEmpty().MaximumLength(40);
        RuleFor(r => r.Number).NotEmpty().MaximumLength(60);
        RuleFor(r => r.Signer).NotEmpty().MaximumLength(200);
        RuleFor(r => r.Document).SetValidator(new DocumentShape()!).When(r => r.Document is not null);
    }
}

/// <summary>A defect as a request names it.</summary>
/// <param name="Component">The component concerned, or</param>
/// <param name="Field">the field concerned.</param>
/// <param name="Code">Machine-readable kind, such as <c>missing</c>, <c>illegible</c>, <c>expired</c>.</param>
/// <param name="Message">What the citizen has to do.</param>
public sealed record NamedDefect(string? Component, string? Field, string Code, string Message)
{
    internal static IReadOnlyList<Defect> Numbered(IReadOnlyList<NamedDefect> defects) =>
        [.. defects.Select((defect, i) => new Defect(i + 1, defect.Component, defect.Field, defect.Code, defect.Message))];
}

internal sealed class NamedDefectShape : AbstractValidator<NamedDefect>
{
    /// <summary>Codes go into events, which hold no free text.</summary>
    internal const string Codes = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

    public NamedDefectShape()
    {
        RuleFor(d => d.Component).MaximumLength(40);
        RuleFor(d => d.Field).MaximumLength(100);
        RuleFor(d => d.Code).NotEmpty().MaximumLength(40).Matches(Codes);
        RuleFor(d => d.Message).NotEmpty().MaximumLength(1_000);
    }
}
