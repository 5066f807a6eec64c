using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Tests.Calendar;

namespace OneStop.Domain.Tests.Dossiers;

/// <summary>A ward, its one-stop office, a procedure of five working days, and a dossier at any point of its life.</summary>
internal static class Sample
{
    public const string Ward = "H17.122";
    public const string Office = "H17.122.01";
    public const string Elsewhere = "H17.123";

    /// <summary>Monday morning; due on Monday 9 March 2026 at 17:00.</summary>
    public static readonly DateTimeOffset Monday = Calendars.At("2026-03-02 09:00");

    public static readonly Actor Reception = Official(Role.Reception, Office);
    public static readonly Actor ReturnDesk = Official(Role.ReturnDesk, Office);
    public static readonly Actor Handler = Official(Role.Handler, Ward);
    public static readonly Actor OtherHandler = Official(Role.Handler, Ward);
    public static readonly Actor Head = Official(Role.Head, Ward);
    public static readonly Actor Leader = Official(Role.Leader, Ward);
    public static readonly Actor Clerk = Official(Role.Clerk, Ward);
    public static readonly Actor Citizen = new(AccountId.New(Monday), "citizen", [new Post(Role.Citizen, null, null)]);
    public static readonly Actor Stranger = new(AccountId.New(Monday), "stranger", [new Post(Role.Citizen, null, null)]);

    /// <summary>Holds every role at both agencies, so that nothing but the status stands in the way.</summary>
    public static readonly Actor Everybody = new(
        AccountId.New(Monday), "everybody",
        [.. Enum.GetValues<Role>().SelectMany(role => new[] { Ward, Office }.Select(agency => new Post(role, agency, null)))]);

    public static readonly ProcedureVersion Version = new()
    {
        Number = 1, Status = VersionStatus.Published, Name = "Đăng ký hộ kinh doanh", Field = "ho-kinh-doanh", Level = AgencyLevel.Commune,
        Cases = [new ProcedureCase("mac-dinh", "Mặc định", Calendars.Limit("5wd"))],
        Components = [new Component("01", "Giấy đề nghị", true, 1, 0, 0), new Component("02", "Giấy tờ pháp lý", true, 0, 1, 0), new Component("03", "Văn bản khác", false, 1, 0, 0)],
    };

    public static readonly ProcedureVersion SameDay = Version with
    {
        Cases = [new ProcedureCase("mac-dinh", "Mặc định", Calendars.Limit("same"))],
        Components = [],
    };

    public static readonly Procedure Procedure = new(new ProcedureState { Code = "1.001612", Versions = [Version], Offerings = new HashSet<string> { Ward } });

    public static readonly AgencyTree Agencies = new([Agency("H17", AgencyKind.PeoplesCommittee, null), Agency(Ward, AgencyKind.PeoplesCommittee, "H17"),
        Agency(Office, AgencyKind.OneStop, Ward), Agency(Elsewhere, AgencyKind.PeoplesCommittee, "H17")]);

    public static readonly Party Owner = new() { FullName = "Nguyễn Văn A", PersonalId = "048090000123", Phone = "0905123456" };

    public static readonly Result Result = new() { TypeCode = "KQ.G12.001041", Number = "41A8000123", IssuedOn = new DateOnly(2026, 3, 2), Signer = "Trần Thị B" };

    public static readonly IReadOnlyList<Defect> Defects = [new Defect(1, "02", null, "illegible", "Bản chụp mờ")];

    public static readonly IReadOnlyList<DefectAnswer> Answers = [new DefectAnswer(1, new Part { Component = "02", CertifiedCopies = 1 }, null)];

    public static readonly IReadOnlyList<Part> Parts = [new Part { Component = "01", Originals = 1 }, new Part { Component = "02", CertifiedCopies = 1 }];

    public static Filing Filing => new()
    {
        Receiving = Agencies.Find(Office)!, Competent = Agencies.Find(Ward)!, Case = Version.Cases[0], Channel = Channel.Counter, Owner = Owner,
        ReturnBy = ReturnVia.Counter, Parts = Parts,
    };

    /// <summary>Received by the office on Monday morning, at its first step.</summary>
    public static DossierState ReceivedDossier => Dossier.Receive(Filing, Procedure, "H17.122.01-20260302-0000001", By(Reception)).State;

    /// <summary>Registered online by the citizen, not yet received.</summary>
    public static DossierState RegisteredDossier => Dossier.Register(
        Filing with { Channel = Channel.Online, OwnerAccount = Citizen.Id }, Procedure, "H17.122.01-20260302-0000002", By(Citizen), Calendars.Office).State;

    /// <summary>In progress at a step, with its assignee.</summary>
    public static DossierState At(string step, Actor assignee) => ReceivedDossier with
    {
        Status = DossierStatus.InProgress,
        StepKey = step,
        Assignee = assignee.Id,
        Details = ReceivedDossier.Details with
        {
            Steps =
            [
                new StepPassage { Step = "tiep-nhan", StartedAt = Monday, Assignee = Reception.Id, EndedAt = Monday, End = StepEnd.Completed },
                new StepPassage { Step = step, StartedAt = Monday, Assignee = assignee.Id },
            ],
        },
    };

    /// <summary>Decided by the leader, at the clerk's step.</summary>
    public static DossierState Decided(Actor clerk) => At("van-thu", clerk) is var s ? s with
    {
        Outcome = Outcome.Approved,
        Details = s.Details with { Decision = new Decision(Outcome.Approved, null, Leader.Id, Monday, null) },
    } : null!;

    /// <summary>The result is ready at the return desk.</summary>
    public static DossierState Resolved => After(Decided(Clerk), dossier => dossier.RecordResult(Result, By(Clerk)));

    public static DossierState Returned => After(Resolved, dossier => dossier.Return(ReturnVia.Counter, null, By(ReturnDesk)));

    public static DossierState Stopped => After(At("thu-ly", Handler), dossier => dossier.Stop("không đủ điều kiện", By(Leader)));

    public static DossierState Supplementing => After(At("thu-ly", Handler), dossier => dossier.RequestSupplement(Defects, By(Handler)));

    public static DossierState Paying => After(At("thu-ly", Handler), dossier => dossier.ImposeObligation("landTax", 1_000_000, "Thông báo 12", By(Handler)));

    public static Circumstances By(Actor actor, string? at = null, ProcedureVersion? version = null) =>
        new(actor, at is null ? Monday : Calendars.At(at), version ?? Version, Calendars.Office);

    public static DossierState After(DossierState state, Action<Dossier> act)
    {
        var dossier = new Dossier(state);
        act(dossier);
        return dossier.State with { Version = dossier.CurrentVersion };
    }

    public static DomainEvent[] Events(this Dossier dossier) => [.. dossier.Recorded.Select(recorded => recorded.Event)];

    public static Actor Official(Role role, string agency, string? division = null) =>
        new(AccountId.New(Monday), $"{role}@{agency}", [new Post(role, agency, division)]);

    private static Agency Agency(string code, AgencyKind kind, string? parent) => new()
    {
        Code = code, Name = code, Kind = kind, Level = code == "H17" ? AgencyLevel.Province : AgencyLevel.Commune, Parent = parent, WorkingHours = "office",
    };
}
