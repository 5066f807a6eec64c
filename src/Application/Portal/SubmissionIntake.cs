using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>A dossier filed at the portal — hồ sơ nộp tại Cổng.</summary>
internal sealed class SubmissionIntake(
    PortalFiling filing, IRequestHandler<FileDossier, DossierView> file, IValidator<FileDossier> shape, IPortalDossiers links, ICaller caller) : IInboxKind
{
    /// <summary>What a change of the catalogue, the agencies or the tables may mend, and the field that has the code.</summary>
    private static readonly Dictionary<Rule, string> Mendable = new()
    {
        [DossierRules.ProcedureIsKnown] = "MaTTHC", [DossierRules.ProcedureIsInForce] = "MaTTHC", [DossierRules.CaseIsKnown] = "MaTruongHop",
        [DossierRules.AgencyIsInForce] = "MaDonViTiepNhan", [DossierRules.AgencyOffersProcedure] = "MaDonViTiepNhan",
        [DossierRules.AgencyReceivesForCompetent] = "MaDonViTiepNhan", [DossierRules.ChannelIsOffered] = "MaTTHC",
        [DossierRules.ComponentIsKnown] = "MaThanhPhanHoSo",
    };

    public string Name => "submission";

    public Func<CancellationToken, Task<InboxEffect>> Prepare(InboxMessage message)
    {
        var data = message.As<PortalSubmission>();
        if (message.PortalCode is not { } code)
        {
            throw new UnprocessableException(InboxRules.FieldIsSound, "MaHoSo");
        }
        var command = filing.Of(data);
        shape.Demand(command);
        return ct => Apply(code, command, ct);
    }

    private async Task<InboxEffect> Apply(string code, FileDossier named, CancellationToken ct)
    {
        if (await links.Find(code, ct) is not null)
        {
            throw new UnprocessableException(InboxRules.DossierIsNew, "MaHoSo");
        }
        var command = await filing.InOurNames(named, ct);
        try
        {
            var dossier = await file.Handle(command, ct);
            await links.Remember(new PortalDossier(code, dossier.Id, caller.Required().Id), ct);
            return new InboxEffect(dossier.Id, command.Agency);
        }
        catch (InvalidInputException e) when (e.Faults.FirstOrDefault(fault => Mendable.ContainsKey(fault.Rule)) is { } fault)
        {
            throw new ParkedException(fault.Rule, Named(fault, named));
        }
    }

    /// <summary>The field and the code in it, as the portal wrote it.</summary>
    private static string Named(Fault fault, FileDossier command)
    {
        var field = Mendable[fault.Rule];
        var code = field switch
        {
            "MaTTHC" => command.Procedure,
            "MaTruongHop" => command.Case ?? "",
            "MaDonViTiepNhan" => command.Agency,
            _ => command.Parts.ElementAtOrDefault(Index(fault.Path))?.Component ?? "",
        };
        return InboxDemands.Named(field, code);
    }

    private static int Index(string path) => int.TryParse(path.Split('[', ']').ElementAtOrDefault(1), out var index) ? index : -1;
}

/// <summary>Turns the portal's fields into a filing of ours.</summary>
internal sealed class PortalFiling(IInboxCodes codes, PortalNaming naming, PortalParts parts)
{
    /// <summary>A filing whose procedure and agency still have the portal's codes.</summary>
    public FileDossier Of(PortalSubmission data)
    {
        var kind = Enum.Parse<PartyKind>(codes.Demand(InboxTable.OwnerKinds, data.OwnerKind, "LoaiDoiTuong"), ignoreCase: true);
        return new FileDossier
        {
            Procedure = data.Procedure,
            Case = data.Case,
            Agency = data.Agency,
            Channel = Channel.Online,
            Owner = Identified(
                new Party { Kind = kind, FullName = data.Owner, Phone = data.Phone, Email = data.Email, Address = data.Address }, data.OwnerNumber),
            Submitter = data.Submitter is { } submitter ? SubmitterOf(submitter) : null,
            Parts = parts.Of(data.Parts),
            ReturnBy = data.ReturnWay is null ? ReturnVia.Counter : Enum.Parse<ReturnVia>(codes.Demand(InboxTable.ReturnWays, data.ReturnWay, "HinhThuc"), ignoreCase: true),
            Note = data.Note,
            AcknowledgeDuplicate = data.IsAnother,
        };
    }

    /// <summary>The same for the procedure and the agency that are meant.</summary>
    public async Task<FileDossier> InOurNames(FileDossier named, CancellationToken ct) =>
        named with { Procedure = await naming.Procedure(named.Procedure, ct), Agency = await naming.Agency(named.Agency, ct) };

    private Submitter SubmitterOf(PortalSubmitter data)
    {
        var subject = data.Account is { } account && codes.Issuer is { } issuer ? new SubmitterSubject(issuer, account, data.Level) : null;
        var party = Identified(new Party { FullName = data.FullName }, data.Number);
        return new Submitter
        {
            FullName = data.FullName, Phone = data.Phone, Email = data.Email, PersonalId = party.PersonalId, OldIdCard = party.OldIdCard, Passport = party.Passport, Subject = subject,
        };
    }

    /// <summary>The portal has one field for every number: which it is, its length and the kind of owner say.</summary>
    private static Party Identified(Party party, string? number) => (party.Kind, number?.Length) switch
    {
        (_, null or 0) => party,
        (PartyKind.Enterprise or PartyKind.Organisation, _) => party with { TaxCode = number },
        (_, 12) => party with { PersonalId = number },
        (PartyKind.HouseholdBusiness, _) => party with { TaxCode = number },
        (_, 9) when number.All(char.IsAsciiDigit) => party with { OldIdCard = number },
        _ => party with { Passport = number },
    };
}

/// <summary>Turns the portal's parts into ours.</summary>
internal sealed class PortalParts(IInboxCodes codes)
{
    private const int MostParts = 100;

    public IReadOnlyList<Part> Of(IReadOnlyList<PortalPart> parts) => parts.Count > MostParts || parts.Any(part => part is null)
        ? throw new UnprocessableException(InboxRules.FieldIsSound, "ThanhPhanHoSo")
        : parts.Any(part => part.Files.Any(file => file is null)) ? throw new UnprocessableException(InboxRules.FieldIsSound, "GiayToDinhKem")
        : [.. parts.GroupBy(part => codes.Demand(InboxTable.Components, part.Code, "MaThanhPhanHoSo")).Select(group => One(group.Key, [.. group]))];

    /// <summary>Copies of several kinds are one part.</summary>
    private Part One(string component, PortalPart[] given)
    {
        int Copies(string kind) => given.Where(part => codes.Demand(InboxTable.CopyKinds, part.CopyKind, "LoaiBan") == kind).Sum(part => Math.Clamp(part.Copies, 0, 1_000));
        return new Part
        {
            Component = component, Originals = Copies("original"), Photocopies = Copies("copy"), Electronic = Copies("electronic"),
            Documents = [.. given.SelectMany(part => part.Files).Select(file => new Document
            {
                Name = file.Name, MediaType = file.MediaType ?? "application/octet-stream", Sha256 = file.Hash, Url = file.Url,
            })],
        };
    }
}

internal static class InboxDemands
{
    /// <summary>Our code; where there is none, the message waits until the table has it.</summary>
    public static string Demand(this IInboxCodes codes, InboxTable table, string code, string field) =>
        codes.Find(table, code) ?? throw new ParkedException(InboxRules.CodeIsKnown, Named(field, code));

    /// <summary>A code beside its field; what does not look like a code is not repeated.</summary>
    public static string Named(string field, string code) => InboxMessage.Code().IsMatch(code) ? $"{field}={code}" : field;

    /// <summary>The shape that the command itself demands; a fault is named by its path.</summary>
    public static void Demand<T>(this IValidator<T> shape, T command)
    {
        var result = shape.Validate(command);
        if (!result.IsValid)
        {
            throw new ValidationException(result.Errors);
        }
    }
}
