using System.Text.Json;
using OneStop.Application.Audit;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Registries;

/// <summary>Says in whose name an official may ask about a dossier, or send something about it.</summary>
internal sealed class RegistryAskers(DossierDesk desk, ICaller caller)
{
    public async Task<RegistryAsker> Demand(string? dossier, LookUpPurpose? purpose, CancellationToken ct)
    {
        var actor = caller.Required();
        RegistryRules.IsNoTrial.Demand(actor.Grant is not { Test: true });
        if (dossier is null)
        {
            var post = actor.Posts.FirstOrDefault(post => purpose == LookUpPurpose.Filing && post is { Role: Role.Reception or Role.OneStopHead, Agency: not null })
                ?? throw new InvalidInputException("dossier", RegistryRules.DossierIsNamed);
            return new RegistryAsker(actor, null, post.Agency!);
        }
        var state = await desk.Held((await desk.GetWhole(dossier, ct)).State, ct);
        var reach = await desk.Reach(ct);
        if (!reach.IsOfficial || !reach.Identifies(state))
        {
            throw new ForbiddenException(RegistryRules.AskerWorksOnIt);
        }
        RegistryRules.IsNoTrial.Demand(!state.Test);
        return new RegistryAsker(actor, state, actor.WorksAt(state.CompetentAgency) ? state.CompetentAgency : state.ReceivingAgency);
    }
}

/// <summary>Who asks, about what, in whose name.</summary>
internal sealed record RegistryAsker(Actor Actor, DossierState? Dossier, string Agency)
{
    /// <summary>Whether a number is one of the dossier's: of its owners, of who submitted it, or written in its form.</summary>
    public bool IsOfDossier(string number) => Dossier is { Details: { } details }
        && (details.CoOwners.Append(details.Owner).Append(details.Submitter).Any(party => IsOf(party, number)) || (details.FormData is { } form && IsIn(form, number)));

    private static bool IsOf(Party? party, string number) => party is not null && (Same(party.PersonalId, number)
        || Same(party.OldIdCard, number) || Same(party.Passport, number) || Same(party.TaxCode, number));

    private static bool IsIn(JsonElement value, string number) => value.ValueKind switch
    {
        JsonValueKind.String => Same(value.GetString(), number),
        JsonValueKind.Array => value.EnumerateArray().Any(item => IsIn(item, number)),
        JsonValueKind.Object => value.EnumerateObject().Any(member => IsIn(member.Value, number)),
        _ => false,
    };

    private static bool Same(string? held, string number) => string.Equals(held?.Trim(), number, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Writes questions into their log, keeps them within measure, and into the access journal of the dossier whose people they are about.</summary>
internal sealed class RegistryCallBook(IRegistryCalls calls, IAccessJournal journal)
{
    /// <summary>Questions of one official within an hour.</summary>
    private const int Most = 300;

    /// <summary>Of them, those about a number that the dossier named with the question does not have.</summary>
    private const int MostOfStrangers = 60;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Notes a question before it is asked; only inside a transaction.</summary>
    public async Task Begin(RegistryCall call, string number, DossierState? dossier, CancellationToken ct)
    {
        var asked = await calls.Asked(call.ActorId, call.At - Hour, ct);
        if (asked.All >= Most || (!call.OfDossier && asked.OfStrangers >= MostOfStrangers))
        {
            throw new TooManyException(RegistryRules.AsksInMeasure);
        }
        await calls.Begin(call, number, ct);
        if (call.OfDossier)
        {
            await journal.NoteAsked(dossier!, ct);
        }
    }

    /// <summary>Notes what came of it; only inside a transaction.</summary>
    public Task End(RegistryCall call, CancellationToken ct) => calls.End(call, ct);
}
