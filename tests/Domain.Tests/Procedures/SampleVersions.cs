using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;

namespace OneStop.Domain.Tests.Procedures;

/// <summary>A version that can be published, to be changed by <c>with</c>.</summary>
internal static class SampleVersions
{
    public static readonly DateOnly Today = new(2026, 3, 2);

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));

    public static readonly Route GoodRoute = new()
    {
        Key = "route",
        Steps =
        [
            new("tiep-nhan", "Tiếp nhận", Role.Reception, LimitHours: 4),
            new("thu-ly", "Thụ lý", Role.Handler, LimitHours: 20),
            new("thue", "Xác định nghĩa vụ tài chính", Role.Handler, LimitHours: 8, Transfer: Leg("taxOffice")),
            new("lanh-dao", "Ký", Role.Leader, LimitHours: 4),
            new("tra-ket-qua", "Trả kết quả", Role.ReturnDesk, LimitHours: 4),
        ],
    };

    public static readonly ProcedureVersion GoodVersion = new()
    {
        Number = 1, Name = "Thủ tục", Field = "ho-tich", Level = AgencyLevel.Commune, EffectiveFrom = Today,
        Cases = [new("mac-dinh", "Mặc định", new TimeLimit(5, TimeUnit.WorkingDay))],
        Components = [new("01", "Tờ khai", true, 1, 0, 0), new("02", "Giấy tờ", false, 0, 1, 0)],
        Routes = [GoodRoute],
    };

    public static PublishSurroundings Around { get; } = new(
        new AgencyTree([Agency("H01", null), Agency("H01.01", "H01"), Agency("H01.02", "H01") with { EffectiveTo = new DateOnly(2025, 6, 30) }]),
        new WorkingCalendar(new NationalCalendar(new Dictionary<int, CalendarYear> { [2026] = Year(2026) }, 1), Office()),
        new HashSet<string> { "ho-tich" }, Today);

    public static RouteTransfer Leg(string toAgency, string? group = null, TimeLimit? limit = null) =>
        new(TransferKind.Horizontal, toAgency, limit, group, SilenceMeansConsent: false, PausesForFinancialObligation: false, []);

    public static Procedure Drafted(ProcedureVersion version) => Procedure.Draft("1.000001", official: true, version, Now);

    private static Agency Agency(string code, string? parent) =>
        new() { Code = code, Name = code, Kind = AgencyKind.PeoplesCommittee, Level = AgencyLevel.Commune, Parent = parent, WorkingHours = "office" };

    private static CalendarYear Year(int year) => new() { Year = year, DaysOff = [] };

    private static WeeklyTemplate Office() => new()
    {
        Name = "office",
        Days = Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .ToDictionary(day => day, _ => (IReadOnlyList<Session>)[new Session(new TimeOnly(7, 30), new TimeOnly(17, 0))]),
    };
}
