using OneStop.Domain.Access;
using OneStop.Domain.Calendar;

namespace OneStop.Domain.Procedures;

/// <summary>The way of a dossier through the agency — quy trình nội bộ, quy trình điện tử.</summary>
public sealed record Route
{
    public const string StandardKey = "standard";

    public required string Key { get; init; }

    /// <summary>The competent agency it is for; null for the default of the version.</summary>
    public string? Agency { get; init; }

    /// <summary>The case it is for; null for every case.</summary>
    public string? Case { get; init; }

    /// <summary>First day it is used; null for that of its version.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last day it is used; null for that of its version.</summary>
    public DateOnly? EffectiveTo { get; init; }

    public required IReadOnlyList<RouteStep> Steps { get; init; }

    /// <summary>Reception, handling, head, leader, clerk, return desk.</summary>
    public static readonly Route Standard = new()
    {
        Key = StandardKey,
        Steps =
        [
            new("tiep-nhan", "Tiếp nhận hồ sơ", Role.Reception),
            new("thu-ly", "Thẩm định hồ sơ", Role.Handler),
            new("truong-phong", "Trưởng phòng duyệt", Role.Head),
            new("lanh-dao", "Lãnh đạo ký", Role.Leader),
            new("van-thu", "Cấp số, đóng dấu", Role.Clerk),
            new("tra-ket-qua", "Trả kết quả", Role.ReturnDesk),
        ],
    };

    /// <summary>The four steps on the spot: reception, appraisal, decision, return.</summary>
    public static readonly Route OnTheSpot = new()
    {
        Key = "on-the-spot",
        Steps =
        [
            new("tiep-nhan", "Tiếp nhận tại chỗ", Role.Reception),
            new("tham-dinh", "Thẩm định tại chỗ", Role.Handler),
            new("giai-quyet", "Giải quyết, ký tại chỗ", Role.Leader),
            new("tra-ket-qua", "Trả kết quả tại chỗ", Role.ReturnDesk),
        ],
    };

    /// <summary>
    /// The step or leg that decides: the marked one, else the last leader, else the last head, be it inside a leg, else the last leg but for opinions, else the last work step.
    /// </summary>
    public int DecidingIndex
    {
        get
        {
            var steps = Steps.ToList();
            var marked = steps.FindLastIndex(step => step.Decides);
            return marked >= 0 ? marked
                : steps.FindLastIndex(step => step.PassesBy(Role.Leader)) is >= 0 and var leader ? leader
                : steps.FindLastIndex(step => step.PassesBy(Role.Head)) is >= 0 and var head ? head
                : steps.FindLastIndex(step => step.Transfer is { Kind: not TransferKind.Consultation }) is >= 0 and var leg ? leg
                : steps.FindLastIndex(step => step.Transfer is null && step.Role is not (Role.ReturnDesk or Role.Reception));
        }
    }

    /// <summary>Planned hours of the longest path: branches of a parallel group count once, by the longest.</summary>
    public int LongestPathHours => Steps.Where(step => step.Transfer?.ParallelGroup is null).Sum(step => step.LimitHours)
        + Steps.Where(step => step.Transfer?.ParallelGroup is not null)
            .GroupBy(step => step.Transfer!.ParallelGroup).Sum(group => group.Max(step => step.LimitHours));

    public bool Fits(string caseKey) => Case is null || Case == caseKey;

    public bool IsInForceOn(DateOnly day) => !(day < EffectiveFrom) && !(day > EffectiveTo);
}

/// <summary>One step of a route — bước xử lý.</summary>
/// <param name="Key">Unique in the route.</param>
/// <param name="Role">Who works on it; legs until transfers open are worked by a handler of the dossier's own agency.</param>
/// <param name="Division">The division, where one is named.</param>
/// <param name="LimitHours">Planned hours, 8 to a day of the limit; 0 where not planned.</param>
/// <param name="Transfer">Set where the step is a leg at another agency.</param>
/// <param name="Decides">Marks the deciding step.</param>
public sealed record RouteStep(
    string Key, string Name, Role Role, string? Division = null, int LimitHours = 0, RouteTransfer? Transfer = null, bool Decides = false)
{
    /// <summary>Whether it is a role's step, or a leg, other than an opinion, with a step of that role.</summary>
    internal bool PassesBy(Role role) =>
        Role == role || (Transfer is { Kind: not TransferKind.Consultation } leg && leg.InnerSteps.Any(inner => inner.Role == role));
}

/// <summary>Shape of the transfer a route opens — hình thức liên thông.</summary>
public enum TransferKind
{
    /// <summary>Nội bộ.</summary>
    Internal,

    /// <summary>Liên thông dọc.</summary>
    Vertical,

    /// <summary>Liên thông ngang.</summary>
    Horizontal,

    /// <summary>Phi địa giới hành chính.</summary>
    NonTerritorial,

    /// <summary>Lấy ý kiến.</summary>
    Consultation,
}

/// <summary>A leg of a route at another agency — bước liên thông.</summary>
/// <param name="ToAgency">A code, or a selector resolved from the competent agency.</param>
/// <param name="Limit">The leg's own limit, where the law sets one.</param>
/// <param name="ParallelGroup">Legs of one group run at the same time.</param>
/// <param name="SilenceMeansConsent">For consultations: no answer in time counts as consent.</param>
/// <param name="PausesForFinancialObligation">The citizen pays in this leg; the clock stands still meanwhile.</param>
/// <param name="InnerSteps">The steps inside the other agency.</param>
public sealed record RouteTransfer(
    TransferKind Kind, string ToAgency, TimeLimit? Limit, string? ParallelGroup, bool SilenceMeansConsent,
    bool PausesForFinancialObligation, IReadOnlyList<RouteStep> InnerSteps);
