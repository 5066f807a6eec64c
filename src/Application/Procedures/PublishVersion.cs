using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Ports;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>Check a draft and publish it — công bố thủ tục hành chính.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record PublishVersion(string Code, int Number) : ICommand<ProcedureView>;

internal sealed class PublishVersionHandler(
    IProcedureRepository procedures, IFields fields, PublishDesk desk, ICaller caller, TimeProvider clock)
    : IRequestHandler<PublishVersion, ProcedureView>
{
    public async Task<ProcedureView> Handle(PublishVersion command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var procedure = await procedures.Existing(command.Code, ct);
        caller.DemandVersion(procedure.Kind, procedure.Version);

        procedure.Publish(command.Number, await desk.Surroundings(now, ct), now);
        await procedures.Save(procedure, ct);
        return ProcedureAnswers.View(
            procedure, procedure.VersionOf(command.Number)!, await fields.All(ct), VietnamTime.DateOf(now), withDrafts: true);
    }
}

/// <summary>Gathers what the check before publication looks at.</summary>
internal sealed class PublishDesk(IFields fields, IAgencies agencies, ICalendars calendars)
{
    public async Task<PublishSurroundings> Surroundings(DateTimeOffset now, CancellationToken ct)
    {
        if (await calendars.Templates(ct) is not [var any, ..])
        {
            throw new RuleBrokenException(ProcedureRules.CalendarCoversTheTerm);
        }
        return new PublishSurroundings(
            await agencies.Tree(ct), await calendars.Of(any.Template.Name, ct), (await fields.All(ct)).Keys.ToHashSet(StringComparer.Ordinal),
            VietnamTime.DateOf(now));
    }
}

internal static class ComingFields
{
    /// <summary>The same with the field that comes with the content.</summary>
    public static PublishSurroundings WithField(this PublishSurroundings around, ProcedureContent content) =>
        content.FieldName is null ? around : around with { Fields = around.Fields.Append(content.Field).ToHashSet(StringComparer.Ordinal) };
}
