using OneStop.Domain.Access;
using OneStop.Domain.Procedures;

namespace OneStop.Domain.Tests.Procedures;

/// <summary>Which step or leg decides where the route marks none.</summary>
public sealed class DecidingStepTests
{
    private static readonly RouteStep Reception = new("tiep-nhan", "Tiếp nhận", Role.Reception);
    private static readonly RouteStep Leader = new("ky", "Lãnh đạo ký", Role.Leader);
    private static readonly RouteStep Return = new("tra-ket-qua", "Trả kết quả", Role.ReturnDesk);

    [Test]
    public void The_leader_above_decides_what_the_commune_only_signs_for() =>
        Assert.That(Decides(Reception, Leader, Leg("chuyen-so", TransferKind.Vertical, Role.Handler, Role.Leader), Return), Is.EqualTo("chuyen-so"));

    [Test]
    public void A_leader_behind_the_leg_decides() =>
        Assert.That(Decides(Reception, Leg("phong", TransferKind.Internal, Role.Handler, Role.Leader), Leader, Return), Is.EqualTo("ky"));

    [Test]
    public void A_leg_without_a_leader_decides_nothing_a_leader_signed() =>
        Assert.That(Decides(Reception, Leader, Leg("bhyt", TransferKind.Horizontal), Return), Is.EqualTo("ky"));

    [Test]
    public void An_opinion_is_no_decision() =>
        Assert.That(Decides(Reception, Leader, Leg("y-kien", TransferKind.Consultation, Role.Leader), Return), Is.EqualTo("ky"));

    [Test]
    public void A_head_inside_a_leg_decides_where_no_leader_signs() =>
        Assert.That(Decides(Reception, Leg("canh-sat", TransferKind.NonTerritorial, Role.Head), Return), Is.EqualTo("canh-sat"));

    private static string Decides(params RouteStep[] steps)
    {
        var route = new Route { Key = "mau", Steps = steps };
        return route.Steps[route.DecidingIndex].Key;
    }

    private static RouteStep Leg(string key, TransferKind kind, params Role[] inside) => new(
        key, key, Role.Handler,
        Transfer: new RouteTransfer(kind, "parent", null, null, false, false, [.. inside.Select((role, i) => new RouteStep($"buoc-{i + 1}", "Bước", role))]));
}
