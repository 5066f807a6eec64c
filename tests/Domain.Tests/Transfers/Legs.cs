using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Tests.Calendar;
using OneStop.Domain.Tests.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Domain.Tests.Transfers;

/// <summary>A route with legs, the agencies they go to, and transfers at any point of their life.</summary>
internal static class Legs
{
    public const string Tax = "G12.817";
    public const string Police = "G01.817";
    public const string Land = "H17.15";

    public static readonly Actor TaxHandler = Sample.Official(Role.Handler, Tax);
    public static readonly Actor TaxLeader = Sample.Official(Role.Leader, Tax);
    public static readonly Actor PoliceHead = Sample.Official(Role.Head, Police);

    /// <summary>Reception, handling, tax and police at the same time, the leader, the return desk; five working days.</summary>
    public static readonly ProcedureVersion Version = Sample.Version with
    {
        Routes =
        [
            new Route
            {
                Key = "linked",
                Steps =
                [
                    new("tiep-nhan", "Tiếp nhận", Role.Reception, LimitHours: 4), new("thu-ly", "Thẩm định", Role.Handler, LimitHours: 8),
                    Step("thue", Tax, "song-song", pauses: true), Step("cong-an", Police, "song-song"),
                    new("lanh-dao", "Lãnh đạo ký", Role.Leader, LimitHours: 8), new("tra-ket-qua", "Trả kết quả", Role.ReturnDesk, LimitHours: 4),
                ],
            },
        ],
    };

    /// <summary>The same, but the last leg decides.</summary>
    public static readonly ProcedureVersion Decided = Version with
    {
        Routes =
        [
            new Route
            {
                Key = "linked",
                Steps =
                [
                    new("tiep-nhan", "Tiếp nhận", Role.Reception, LimitHours: 4), Step("thue", Tax, null),
                    new("tra-ket-qua", "Trả kết quả", Role.ReturnDesk, LimitHours: 4),
                ],
            },
        ],
    };

    public static Agency Agency(string code, DateOnly? to = null) => new()
    {
        Code = code, Name = code, Kind = AgencyKind.Tax, Level = AgencyLevel.Province, WorkingHours = "office", EffectiveTo = to,
    };

    public static Dispatch Dispatch(
        string to = Tax, TransferKind kind = TransferKind.Horizontal, string? step = null, string? group = null, bool decides = false, string limit = "2wd") => new()
        {
            Kind = kind, From = Sample.Ward, To = Agency(to), Calendar = Calendars.Office, Task = "xác định nghĩa vụ", Limit = Calendars.Limit(limit),
            AcceptanceTerm = Calendars.Limit("8h"), StepKey = step, ParallelGroup = group, Decides = decides, Reason = "phối hợp",
        };

    public static TransferCircumstances By(Actor actor, DossierState dossier, string? at = null) =>
        new(actor, at is null ? Sample.Monday : Calendars.At(at), Calendars.Office, dossier);

    /// <summary>A dossier that has come to its legs, with the transfers it sent.</summary>
    public static (Dossier Dossier, InterAgencyTransfer[] Transfers) AtLegs(ProcedureVersion? version = null)
    {
        version ??= Version;
        var received = Dossier.Receive(Sample.Filing, Sample.Procedure, "H17.122.01-20260302-0000001", Sample.By(Sample.Reception, version: version));
        var dossier = new Dossier(received.State with { Version = 1 });
        dossier.CompleteStep(null, Sample.By(Sample.Reception, version: version));
        if (dossier.State.StepKey == "thu-ly")
        {
            dossier.Claim(Sample.By(Sample.Handler, version: version));
            dossier.CompleteStep(null, Sample.By(Sample.Handler, version: version));
        }
        return (dossier, [.. dossier.LegsToOpen(Sample.By(Sample.Handler, version: version)).Select(step => Send(dossier, step, version))]);
    }

    public static Circumstances On(Actor actor, string? at = null) => Sample.By(actor, at, Version);

    private static InterAgencyTransfer Send(Dossier dossier, RouteStep step, ProcedureVersion version)
    {
        var route = version.Routes[0];
        var transfer = InterAgencyTransfer.Send(
            Dispatch(step.Transfer!.ToAgency, step: step.Key, group: step.Transfer.ParallelGroup, decides: route.Steps[route.DecidingIndex].Key == step.Key)
                with
            { PausesForFinancialObligation = step.Transfer.PausesForFinancialObligation },
            By(Sample.Handler, dossier.State));
        dossier.OpenLeg(transfer, Sample.By(Sample.Handler, version: version));
        return transfer;
    }

    private static RouteStep Step(string key, string to, string? group, bool pauses = false) => new(
        key, key, Role.Handler, LimitHours: 16, Transfer: new RouteTransfer(TransferKind.Horizontal, to, Calendars.Limit("2wd"), group, false, pauses, []));
}
