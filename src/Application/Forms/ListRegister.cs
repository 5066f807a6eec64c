using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Audit;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Forms;
using OneStop.Domain.Shared;

namespace OneStop.Application.Forms;

/// <summary>The register of the dossiers an agency received in a period, with those of all below it — sổ theo dõi hồ sơ.</summary>
/// <param name="Agency">The agency as it received them; by default the caller's.</param>
/// <param name="From">First day of reception.</param>
/// <param name="To">Last day of reception, included.</param>
[Allows(Permission.ReadReports)]
public sealed record ListRegister(string? Agency, DateOnly From, DateOnly To, PageRequest Page) : IQuery<RegisterView>;

/// <summary>A page of the register with what stands above it.</summary>
public sealed record RegisterView
{
    /// <summary>Its number in the set in force on the last day.</summary>
    public required string Number { get; init; }

    public required string Title { get; init; }

    public required string Circular { get; init; }

    public AgencyName? SuperiorAgency { get; init; }

    public required AgencyName Agency { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required Page<RegisterLine> Lines { get; init; }
}

/// <summary>A line of the register — một dòng của sổ theo dõi.</summary>
/// <param name="Sequence">Its number in the order of reception, from 1 on.</param>
/// <param name="Dossiers">How many dossiers the line is about.</param>
/// <param name="Owner">Address and phone only for officials who work on the dossier.</param>
/// <param name="ReturnBy">How the result was given out; before that, how it is wished.</param>
/// <param name="ReceivedBy">Who took the result.</param>
public sealed record RegisterLine(
    long Sequence, DossierId Id, string Code, DossierProcedure Procedure, int Dossiers, RegisteredOwner Owner, AgencyName ReceivingAgency, AgencyName CompetentAgency,
    DateTimeOffset ReceivedAt, DateTimeOffset? DueAt, DateTimeOffset? ReturnedAt, ReturnVia ReturnBy, string? ReceivedBy, DossierStatus Status, Outcome? Outcome, Timeliness Timeliness);

/// <summary>What the book has of the owner — tên, địa chỉ, số điện thoại.</summary>
public sealed record RegisteredOwner(string FullName, string? Address, string? Phone)
{
    internal static RegisteredOwner Of(Party party) => new(party.FullName, party.Address, party.Phone);
}

internal sealed class ListRegisterValidator : AbstractValidator<ListRegister>
{
    private const int LongestDays = 366;

    public ListRegisterValidator()
    {
        this.Page(query => query.Page);
        RuleFor(query => query.Agency).MaximumLength(60);
        RuleFor(query => query.To).GreaterThanOrEqualTo(query => query.From);
        RuleFor(query => query.To).Must((query, to) => to.DayNumber - query.From.DayNumber < LongestDays).WithState(_ => FormRules.RegisterSpansAYear);
    }
}

internal sealed class ListRegisterHandler(IRegisters registers, DossierDesk desk, IAgencies agencies, IAccessJournal journal, ICaller caller)
    : IRequestHandler<ListRegister, RegisterView>
{
    public async Task<RegisterView> Handle(ListRegister query, CancellationToken ct)
    {
        var (tree, reach) = (await agencies.Tree(ct), await desk.Reach(ct));
        var agency = query.Agency ?? caller.Required().Posts.FirstOrDefault(post => post.Agency is not null)?.Agency ?? throw new InvalidInputException("agency", FieldRules.Required);
        AgencyRules.Exists.DemandFound(tree.Find(agency) is not null && (reach.Everything || reach.Held.Contains(agency)));

        var set = FormSet.On(query.To);
        var page = await registers.List(query, [.. tree.Subtree(agency)], reach, ct);
        var lines = new List<RegisterLine>(page.Items.Count);
        foreach (var row in page.Items)
        {
            lines.Add(await Line(row, reach, ct));
        }
        return new RegisterView
        {
            Number = set.Sheet(StatutoryForm.Register)!.Number, Circular = set.Circular, From = query.From, To = query.To, Agency = new AgencyName(agency, tree.NameOf(agency)),
            Title = caller.English ? set.Sheet(StatutoryForm.Register)!.English : set.Sheet(StatutoryForm.Register)!.Vietnamese,
            SuperiorAgency = tree.SuperiorOn(agency, query.To) is { } superior ? new AgencyName(superior.Code, superior.Name) : null,
            Lines = new Page<RegisterLine>(lines, page.Next, page.Count),
        };
    }

    private async Task<RegisterLine> Line(RegisteredDossier row, DossierReach reach, CancellationToken ct)
    {
        var state = row.Dossier;
        var held = await desk.Held(state, ct);
        var line = held.Line(await desk.Surroundings(held, ct));
        var identified = reach.SeesWhole(state) && reach.Identifies(state);
        if (identified)
        {
            await journal.Note(state, AccessKind.Form, ct);
        }
        return new RegisterLine(
            row.Sequence, line.Id, line.Code, line.Procedure, 1, RegisteredOwner.Of(identified ? line.Owner : Sight.Masked(line.Owner)), line.ReceivingAgency, line.CompetentAgency,
            state.ReceivedAt!.Value, line.DueAt, line.ReturnedAt, state.Details.Handing?.Via ?? line.ReturnBy, identified ? state.Details.Handing?.ReceivedBy : null, line.Status, line.Outcome, line.Timeliness);
    }
}

/// <summary>What the register asks of the stored dossiers.</summary>
public interface IRegisters
{
    /// <summary>Dossiers in the order of their reception, without those filed for trying out.</summary>
    /// <param name="received">Codes of the agencies that received them.</param>
    Task<Page<RegisteredDossier>> List(ListRegister query, IReadOnlyCollection<string> received, DossierReach reach, CancellationToken ct);
}

/// <summary>A dossier and its number in the register.</summary>
public sealed record RegisteredDossier(long Sequence, DossierState Dossier);
