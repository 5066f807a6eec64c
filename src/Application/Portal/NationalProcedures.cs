using System.Text.Json;
using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Application.Procedures;
using OneStop.Domain.Portal;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>The procedures of the national database — danh mục thủ tục quốc gia.</summary>
/// <param name="Search">Words of code or name, with or without tones.</param>
[Allows(Permission.EditCatalogue)]
public sealed record ListNationalProcedures(NationalStanding? State, string? Search, PageRequest Page) : IQuery<Page<NationalProcedureLine>>;

internal sealed class ListNationalProceduresValidator : AbstractValidator<ListNationalProcedures>
{
    public ListNationalProceduresValidator()
    {
        this.Page(query => query.Page);
        RuleFor(query => query.Search).MaximumLength(200).OverridePropertyName("q");
    }
}

internal sealed class ListNationalProceduresHandler(INationalCatalogue catalogue) : IRequestHandler<ListNationalProcedures, Page<NationalProcedureLine>>
{
    public Task<Page<NationalProcedureLine>> Handle(ListNationalProcedures query, CancellationToken ct) =>
        catalogue.List(query.State, NationalSearch.Words(query.Search), query.Page, ct);
}

/// <summary>A procedure of the national database beside ours — xem thủ tục quốc gia.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record GetNationalProcedure(string Code) : IQuery<NationalProcedureView>;

internal sealed class GetNationalProcedureHandler(NationalDesk desk) : IRequestHandler<GetNationalProcedure, NationalProcedureView>
{
    public async Task<NationalProcedureView> Handle(GetNationalProcedure query, CancellationToken ct) => await desk.View(await desk.Find(query.Code, ct), ct);
}

/// <summary>Map a procedure of the national database to one of ours, or to none — ánh xạ thủ tục quốc gia.</summary>
/// <param name="Procedure">Our code; null takes the mapping away.</param>
[Allows(Permission.EditCatalogue)]
public sealed record MapNationalProcedure(string Code, string? Procedure) : ICommand<NationalProcedureView>;

internal sealed class MapNationalProcedureHandler(NationalDesk desk, IProcedureRepository procedures, INationalCatalogue catalogue, ICaller caller, TimeProvider clock)
    : IRequestHandler<MapNationalProcedure, NationalProcedureView>
{
    public async Task<NationalProcedureView> Handle(MapNationalProcedure command, CancellationToken ct)
    {
        var national = await desk.Find(command.Code, ct);
        caller.DemandVersion(national.Kind, national.State.Edition);
        if (command.Procedure is { } ours && await procedures.Find(ours, ct) is null)
        {
            throw new InvalidInputException("procedure", FieldRules.InList);
        }
        national.Map(command.Procedure, caller.Required().Id, clock.GetUtcNow());
        if (national.IsChanged)
        {
            await catalogue.Save(national, ct);
        }
        return await desk.View(national, ct);
    }
}

/// <summary>Acknowledge what changed in the national database — xác nhận thay đổi thủ tục quốc gia.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record AcknowledgeNationalProcedure(string Code) : ICommand<NationalProcedureView>;

internal sealed class AcknowledgeNationalProcedureHandler(NationalDesk desk, INationalCatalogue catalogue, ICaller caller, TimeProvider clock)
    : IRequestHandler<AcknowledgeNationalProcedure, NationalProcedureView>
{
    public async Task<NationalProcedureView> Handle(AcknowledgeNationalProcedure command, CancellationToken ct)
    {
        var national = await desk.Find(command.Code, ct);
        caller.DemandVersion(national.Kind, national.State.Edition);
        national.Acknowledge(caller.Required().Id, clock.GetUtcNow());
        await catalogue.Save(national, ct);
        return await desk.View(national, ct);
    }
}

/// <summary>Finds procedures of the national database and puts ours beside them.</summary>
internal sealed class NationalDesk(INationalCatalogue catalogue, IProcedureRepository procedures, IFields fields, TimeProvider clock)
{
    public async Task<NationalProcedure> Find(string code, CancellationToken ct) =>
        await catalogue.Find(code, ct) ?? throw new NotFoundException(PortalRules.NationalProcedureExists);

    public async Task<NationalProcedureView> View(NationalProcedure national, CancellationToken ct)
    {
        var state = national.State;
        return new NationalProcedureView
        {
            Code = state.Code, Version = national.CurrentEdition, Name = state.Name, Field = state.Field, Level = state.Level, State = state.Standing, Procedure = state.OurCode,
            FirstSeenAt = state.FirstSeenAt, LastSeenAt = state.LastSeenAt, ChangedAt = state.ChangedAt, WithdrawnAt = state.WithdrawnAt, Fingerprint = state.Fingerprint,
            ByHand = state.ByHand, AcknowledgedAt = state.AcknowledgedAt, AcknowledgedBy = state.AcknowledgedBy,
            Differences = state.AcknowledgedRecord is { } known ? NationalRecords.Differences(known, state.Record) : [],
            Compared = await Compared(state, ct), Record = JsonSerializer.Deserialize<JsonElement>(state.Record),
        };
    }

    private async Task<IReadOnlyList<NationalComparedField>> Compared(NationalProcedureState state, CancellationToken ct)
    {
        var ours = state.OurCode is { } code ? await procedures.Find(code, ct) : null;
        return ours?.InForceOn(VietnamTime.DateOf(clock.GetUtcNow())) is { } version
            ? NationalComparison.Of(state.Record, version, (await fields.All(ct)).GetValueOrDefault(version.Field)?.Name ?? version.Field)
            : [];
    }
}

internal static class NationalSearch
{
    public static IReadOnlyList<string> Words(string? search) =>
        [.. FoldedText.Of(search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(ProcedureSearch.MostWords)];
}
