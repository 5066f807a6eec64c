using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Access;
using OneStop.Application.Notifications;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;

namespace OneStop.Api.Tests.Agencies;

/// <summary>Who is told when a dossier climbs its ladder: officials whose agency was merged, stand-ins, and a row where there is nobody.</summary>
public sealed class SuccessionNoticeTests
{
    [Test]
    public async Task Officials_of_a_merged_agency_are_told_of_the_dossiers_that_went_with_them()
    {
        await using var town = new Reorganisation();
        var official = await town.Official("H42.122");
        var self = (string)(await official.Ask("GET", "/api/v1/me")).Gives(200)["id"]!;
        var dossier = await town.Filed("H42.122");
        foreach (var to in new[] { "leader", "oneStopHead", "head" })
        {
            Assert.That(await Told(town, dossier, to), Does.Contain(self), $"{to} before");
        }
        await town.Finished((await town.Succeed(["H42.122"], ["H42.127"])).Gives(201).Body);
        foreach (var to in new[] { "leader", "oneStopHead", "head" })
        {
            Assert.That(await Told(town, dossier, to), Does.Contain(self), $"{to} after");
        }
    }

    [Test]
    public async Task Where_the_handler_is_gone_the_others_are_told_and_where_nobody_is_left_a_row_says_so()
    {
        await using var town = new Reorganisation();
        var dossier = await town.Filed("H42.122");
        var gone = Guid.CreateVersion7();
        Assert.That(await Told(town, dossier, "handler", gone), Is.Not.Empty.And.Not.Contain(gone.ToString()).And.Not.Contain("role:handler"));
        Assert.That(await Told(town, dossier, "systemAdmin"), Is.EqualTo(new[] { "role:systemAdmin" }));
    }

    [Test]
    public async Task Who_stands_in_for_an_absent_official_is_told_too()
    {
        await using var town = new Reorganisation();
        await town.Official("H42.122");
        var (absent, cover) = (await Requests.Engage(town.Admin, Requests.NewName(), "H42.122", "leader"), await Requests.Engage(town.Admin, Requests.NewName(), "H42.122", "clerk"));
        var dossier = await town.Filed("H42.122");
        var id = cover.GetProperty("id").GetString()!;
        Assert.That(await Told(town, dossier, "leader"), Does.Contain(absent.GetProperty("id").GetString()!).And.Not.Contain(id));
        var leave = new { fromDay = "2026-03-02", toDay = "2026-03-06", cover = cover.GetProperty("userName").GetString(), reason = "nghỉ phép" };
        (await town.Admin.Ask("POST", $"/api/v1/staff/{absent.GetProperty("id").GetString()}/absences", leave, "If-Match", $"\"{absent.GetProperty("version").GetInt32()}\"")).Gives(201);
        Assert.That(await Told(town, dossier, "leader"), Does.Contain(id));
    }

    private static async Task<IReadOnlyList<string>> Told(Reorganisation town, JsonNode dossier, string to, Guid? assignee = null)
    {
        await using var scope = town.Host.Services.CreateAsyncScope();
        var state = (await scope.ServiceProvider.GetRequiredService<IDossierRepository>().Find((string)dossier["id"]!, default))!.State;
        state = assignee is { } gone ? state with { Assignee = new Domain.Access.AccountId(gone) } : state;
        using var data = JsonDocument.Parse($$"""{"to":"{{to}}"}""");
        var found = await scope.ServiceProvider.GetRequiredService<NoticeRecipients>().Of(
            NoticeMatrix.Of(NoticeKind.Escalated), state, new DossierHappening(state.Id, "dossierEscalated", 9, town.Clock.Now, data.RootElement), default);
        return [.. found.Select(one => one.Key)];
    }
}
