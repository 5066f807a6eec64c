using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Transfers;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Api.Tests.Authorization;

/// <summary>
/// A host with a thousand dossiers that chance made, the same in every run: copies of real ones at every point of their life, with other
/// agencies, owners, clients, assignees and legs.
/// </summary>
internal sealed class VisibleWorld
{
    private const int Dossiers = 1_000;
    private const int AtOnce = 100;

    /// <summary>The wards, their one-stop offices, departments, and agencies above and elsewhere.</summary>
    private static readonly string[] Agencies =
        [Desk.Ward, Desk.Ward, Desk.Ward, Desk.Office, "H17.121", "H17.121.01", Desk.Elsewhere, "H17.06", "H17.06", "H17", "H24.141", "H42.121"];

    private static readonly string?[] Owners = ["citizen1", "citizen2", "citizen3", null, null];

    private static readonly string?[] Clients = [null, null, null, Viewer.Filing, Viewer.Trying, "demo-client"];

    private static readonly string?[] Assignees = [null, Stages.Handler, Stages.Handler, "handler@H17.121", "handler@H17.06", Stages.Leader];

    private readonly Random random = new(20260302);
    private readonly List<DossierState> stages = [];
    private TransferState leg = null!;
    private Leg legOfDossier = null!;

    private VisibleWorld(TestHost host, Actors actors) => (Host, Actors) = (host, actors);

    public TestHost Host { get; }

    public Actors Actors { get; }

    public List<VisibleDossier> All { get; } = [];

    public static async Task<VisibleWorld> Make()
    {
        var host = new TestHost(
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new MovableClock(Desk.Monday.AddDays(3)))),
            settings: new Dictionary<string, string> { ["Limits:RequestsPerSecond"] = "1000000" });
        await host.Token("citizen1", TestHost.DemoPassword);
        var world = new VisibleWorld(host, await Viewer.Write(host));
        await world.ReadStages();
        for (var written = 0; written < Dossiers; written += AtOnce)
        {
            await world.Write(AtOnce);
        }
        return world;
    }

    /// <summary>Real dossiers of the desk, of two procedures, and a leg.</summary>
    private async Task ReadStages()
    {
        Desk.Clock.Now = Desk.Monday;
        var real = new List<JsonNode>();
        foreach (var stage in new[] { "registered", "received", "refused", "handled", "awaiting supplement", "at the leader", "at the clerk", "resolved", "returned", "withdrawn" })
        {
            real.Add(await Stages.All[stage]());
        }
        var linked = Desk.Filing("online");
        linked["procedure"] = Desk.Linked;
        real.Add(await Desk.Filed(linked, Stages.Owner));
        real.Add(await Desk.Acted(await Desk.Filed(LinkedFiling(), Stages.Owner), "accept", Stages.Reception));
        real.Add(await Desk.Acted(await Desk.Acted(await Desk.Filed(LinkedFiling(), Stages.Owner), "accept", Stages.Reception), "steps/complete", Stages.Reception));
        var beside = await LegStages.Beside();
        await using var scope = Desk.Host.Services.CreateAsyncScope();
        var (dossiers, transfers) = (scope.ServiceProvider.GetRequiredService<IDossierRepository>(), scope.ServiceProvider.GetRequiredService<ITransferRepository>());
        foreach (var dossier in real)
        {
            stages.Add((await dossiers.Find((string)dossier["id"]!, default))!.State);
        }
        leg = (await transfers.Find(TransferId.Parse((string)beside["id"]!, null), default))!.State;
        legOfDossier = (await dossiers.Find((string)beside["dossier"]!["id"]!, default))!.State.Details.Legs[0];

        static JsonObject LinkedFiling()
        {
            var filing = Desk.Filing("online");
            filing["procedure"] = Desk.Linked;
            return filing;
        }
    }

    private async Task Write(int dossiers)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                for (var i = 0; i < dossiers; i++)
                {
                    var (state, legs) = Next();
                    await services.GetRequiredService<IDossierRepository>().Add(new Dossier(state), default);
                    foreach (var one in legs)
                    {
                        await services.GetRequiredService<ITransferRepository>().Add(new InterAgencyTransfer(one), state, default);
                    }
                    await VisibleEvents.Write(services.GetRequiredService<DbSession>(), All[^1]);
                }
                return true;
            },
            default);
    }

    private (DossierState State, TransferState[] Legs) Next()
    {
        var (number, stage) = (All.Count, Pick(stages));
        var before = All.Count > 0 && random.Next(20) == 0 ? All[random.Next(All.Count)] : null;
        var root = before is { Root: null } ? before : null;
        var (receiving, competent) = (root?.Receiving ?? Pick(Agencies), Pick(Agencies));
        var client = Pick(Clients);
        var owner = root is not null ? root.Owner : client is null or Viewer.Filing ? Pick(Owners) : null;
        var id = DossierId.New(Desk.Monday.AddSeconds(number));
        var legs = Legs(id, receiving, competent);
        var dossier = new VisibleDossier(
            id.Value, $"{receiving}-20260302-{number:0000000}", stage.ProcedureCode, receiving, competent, owner, client, stage.StepKey is null ? null : Pick(Assignees),
            client == Viewer.Trying || (client == "demo-client" && random.Next(2) == 0), random.Next(5) == 0, stage.Details.Receipt is not null, root?.Id,
            [.. legs.Select(one => (one.Id.Value, one.ToAgency))]);
        All.Add(dossier);
        return (Copy(stage, dossier, legs, number), legs);
    }

    private DossierState Copy(DossierState stage, VisibleDossier dossier, TransferState[] legs, int number) => stage with
    {
        Id = new DossierId(dossier.Id),
        Code = dossier.Code,
        Version = 1,
        ReceivingAgency = dossier.Receiving,
        CompetentAgency = dossier.Competent,
        Test = dossier.Test,
        Channel = dossier.Owner is null && dossier.Client is null ? Channel.Counter : Channel.Online,
        Confidential = dossier.Confidential,
        OwnerAccount = IdOf(dossier.Owner),
        Client = IdOf(dossier.Client),
        Assignee = IdOf(dossier.Assignee),
        RootId = dossier.Root is { } root ? new DossierId(root) : null,
        SubmittedAt = Desk.Monday.AddSeconds(number),
        Details = stage.Details with
        {
            Owner = stage.Details.Owner with { PersonalId = $"0480910{number:00000}" },
            Legs = [.. legs.Select(one => legOfDossier with { Transfer = one.Id, Agency = one.ToAgency, Passage = 0, Standing = one.ClosedAt is null ? LegStanding.Open : LegStanding.Ended })],
        },
    };

    /// <summary>One dossier in four has legs, at agencies that do not have it anyway.</summary>
    private TransferState[] Legs(DossierId dossier, string receiving, string competent) => random.Next(4) != 0 ? [] :
    [
        .. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Pick(Agencies)).Distinct().Where(to => to != receiving && to != competent).Select(to =>
        {
            var ended = random.Next(3) == 0;
            return leg with
            {
                Id = TransferId.New(Desk.Monday), DossierId = dossier, Version = 1, FromAgency = competent, ToAgency = to,
                Status = ended ? TransferStatus.Declined : leg.Status, ClosedAt = ended ? Desk.Monday : null, OverdueFrom = ended ? null : leg.OverdueFrom,
            };
        }),
    ];

    private AccountId? IdOf(string? userName) => userName is null ? null : Actors.IdOf(userName);

    private T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
