using OneStop.Application.Portal;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>A dossier of which every field is known, and the tables of the interface of 2019.</summary>
internal static class KnownDossier
{
    public static readonly PortalCodes Codes = new PortalOptions().Codes();

    private static readonly AccountId Official = AccountId.Parse("01950000-0000-7000-8000-000000000001", null);

    private static readonly DateTimeOffset Nine = Desk.Monday;

    public static ProcedureVersion Procedure { get; } = new()
    {
        Number = 1, Name = "Cấp giấy phép xây dựng nhà ở riêng lẻ", Field = "xay-dung", Level = AgencyLevel.Commune,
        Cases = [new ProcedureCase("mac-dinh", "Mặc định", new TimeLimit(20, TimeUnit.WorkingDay)), new ProcedureCase("sua-chua", "Sửa chữa", new TimeLimit(10, TimeUnit.WorkingDay))],
        Components = [new Component("01", "Đơn đề nghị", true, 1, 0, 0), new Component("02", "Bản vẽ thiết kế", true, 2, 0, 0)],
        Fees = [new FeeLine("Lệ phí cấp giấy phép", FeeKind.Charge, 75_000, "dossier", null, null, null)],
        Results = [new ResultKind("KQ.G17.000311", "Giấy phép xây dựng")],
    };

    /// <summary>Returned after a supplement, land charges and an extension.</summary>
    public static PortalMaterial Returned() => Of(new DossierState
    {
        Id = DossierId.Parse("01950000-0000-7000-8000-0000000000aa", null), Code = "H17.122.01-20260302-0000001", Version = 17, Status = DossierStatus.Returned, Outcome = Outcome.Approved,
        ProcedureCode = "1.013225", ProcedureVersion = 1, CaseKey = "mac-dinh", Field = "xay-dung", ReceivingAgency = "H17.122.01", CompetentAgency = "H17.122", Channel = Channel.Online,
        Assurance = Assurance.Level2, SubmittedAt = Nine, ReceivedAt = Nine.AddHours(1), FirstDueAt = Nine.AddDays(28), DueAt = Nine.AddDays(35), ClosedAt = Nine.AddDays(20),
        ReturnedAt = Nine.AddDays(21), UpdatedAt = Nine.AddDays(21), Details = Details(),
    });

    /// <summary>A dossier in that status, as far as its life went then.</summary>
    public static PortalMaterial In(DossierStatus status)
    {
        var whole = Returned().Dossier;
        var received = status is not (DossierStatus.Registered or DossierStatus.NotAccepted);
        var closed = status is DossierStatus.NotAccepted or DossierStatus.Withdrawn or DossierStatus.Stopped or DossierStatus.Resolved or DossierStatus.Returned;
        var decided = status is DossierStatus.Resolved or DossierStatus.Returned;
        return Of(whole with
        {
            Status = status,
            ReceivedAt = received ? whole.ReceivedAt : null,
            DueAt = received ? whole.DueAt : null,
            FirstDueAt = received ? whole.FirstDueAt : null,
            ClosedAt = closed ? whole.ClosedAt : null,
            ReturnedAt = status == DossierStatus.Returned ? whole.ReturnedAt : null,
            Details = whole.Details with
            {
                Receipt = received ? whole.Details.Receipt : null,
                Steps = received ? whole.Details.Steps : [],
                Decision = decided ? whole.Details.Decision : null,
                Supplements = status == DossierStatus.AwaitingSupplement ? [whole.Details.Supplements[0] with { AnsweredAt = null, Answers = [] }] : received ? whole.Details.Supplements : [],
                Obligations = received ? whole.Details.Obligations : [],
                Clock = null,
                Result = decided ? whole.Details.Result : null,
                Handing = status == DossierStatus.Returned ? whole.Details.Handing : null,
            },
        });
    }

    public static PortalMaterial Of(DossierState dossier) => new(
        dossier, Procedure, "Hoạt động xây dựng",
        new AgencyTree(
        [
            new Agency { Code = "H17.122", Name = "UBND phường Hòa Khánh", Kind = AgencyKind.PeoplesCommittee, Level = AgencyLevel.Commune, WorkingHours = "office" },
            new Agency { Code = "H17.122.01", Name = "Trung tâm Phục vụ hành chính công phường Hòa Khánh", Kind = AgencyKind.OneStop, Level = AgencyLevel.Commune, Parent = "H17.122", WorkingHours = "office" },
        ]),
        new Dictionary<AccountId, string> { [Official] = "Trần Thị B" });

    private static DossierDetails Details() => new()
    {
        Owner = new Party { Kind = PartyKind.Citizen, FullName = "Nguyễn Văn A", PersonalId = "048090000001", Phone = "0905123456", Email = "a@example.vn", Address = "12 Nguyễn Lương Bằng" },
        Parts =
        [
            new Part { Component = "01", Electronic = 1, Documents = [new Document { Name = "don.pdf", MediaType = "application/pdf", Sha256 = new string('a', 64), Url = "https://kho.example.vn/don.pdf" }] },
            new Part { Component = "02", Originals = 2 },
        ],
        Reused = ["02"], ReturnBy = ReturnVia.Postal, Note = "Nhà trong hẻm", Route = Route.StandardKey, Handler = Official,
        Steps =
        [
            new StepPassage { Step = "tiep-nhan", StartedAt = Nine.AddHours(1), EndedAt = Nine.AddHours(2), End = StepEnd.Completed, Assignee = Official },
            new StepPassage { Step = "thu-ly", StartedAt = Nine.AddHours(2), EndedAt = Nine.AddDays(15), End = StepEnd.Completed, Assignee = Official },
        ],
        Supplements =
        [
            new Supplement
            {
                Round = 1, RequestedAt = Nine.AddDays(2), RequestedBy = "handler", From = DossierStatus.InProgress, Effect = SupplementEffect.Pause, AnswerBy = Nine.AddDays(32),
                Defects = [new Defect(1, "02", null, "illegible", "Bản vẽ mờ")], AnsweredAt = Nine.AddDays(4),
                Answers = [new DefectAnswer(1, new Part { Component = "02", Originals = 2 }, null)],
            },
        ],
        Obligations = [new Obligation { Id = Guid.Parse("01950000-0000-7000-8000-0000000000bb"), Kind = "landTax", AmountVnd = 500_000, Basis = "TB 12", ImposedAt = Nine.AddDays(5), SettledAt = Nine.AddDays(6) }],
        Decision = new Decision(Outcome.Approved, null, Official, Nine.AddDays(18), null),
        Result = new Result { TypeCode = "KQ.G17.000311", Number = "12/GPXD", IssuedOn = new DateOnly(2026, 3, 20), Signer = "Lê Văn C" },
        Handing = new Handing(ReturnVia.Postal, "Nguyễn Văn A", Nine.AddDays(21)), Receipt = new Receipt(1, Nine.AddHours(1), Official, "SECRET"),
    };
}
