using OneStop.Domain.Shared;

namespace OneStop.Domain.Reports;

/// <summary>A group of indicators of the service-quality index — nhóm chỉ số (Quyết định 766/QĐ-TTg).</summary>
public enum QualityGroup
{
    /// <summary>Công khai, minh bạch.</summary>
    Publicity,

    /// <summary>Tiến độ giải quyết.</summary>
    Progress,

    /// <summary>Số hóa hồ sơ.</summary>
    Digitization,

    /// <summary>Dịch vụ công trực tuyến và thanh toán trực tuyến.</summary>
    OnlineServices,

    /// <summary>Mức độ hài lòng.</summary>
    Satisfaction,
}

/// <summary>One indicator of the service-quality index — chỉ tiêu thành phần.</summary>
/// <param name="Max">Its points where the share is what it should be.</param>
/// <param name="Part">What its numerator counts.</param>
/// <param name="Whole">What its denominator counts.</param>
public sealed record QualityIndicator(string Key, QualityGroup Group, decimal Max, Words Name, Words Part, Words Whole)
{
    /// <summary>The share in percent that earns all points.</summary>
    public int FullAt { get; init; } = 100;

    /// <summary>Its points where there is nothing to count.</summary>
    public decimal OfNothing { get; init; }

    /// <summary>Why there is nothing to count it from; null where there is.</summary>
    public Words? Gap { get; init; }

    /// <summary>The rule in words.</summary>
    public Words Rule => new(
        $"{In(Max, false)} × ({Part.Vietnamese} ÷ {Whole.Vietnamese}){(FullAt == 100 ? "" : $" ÷ {In(FullAt / 100m, false)}, tối đa {In(Max, false)}")}; {In(OfNothing, false)} điểm nếu mẫu số bằng 0",
        $"{In(Max, true)} × ({Part.English} ÷ {Whole.English}){(FullAt == 100 ? "" : $" ÷ {In(FullAt / 100m, true)}, at most {In(Max, true)}")}; {In(OfNothing, true)} points of nothing");

    private static string In(decimal number, bool english) => number.Written(english);

    /// <summary>The points of a share with two decimals; never more than all.</summary>
    public decimal Points(Ratio counted) => counted.Whole == 0
        ? OfNothing
        : decimal.Round(Math.Min(Max, Max * counted.Part * 100 / ((decimal)counted.Whole * FullAt)), 2, MidpointRounding.AwayFromZero);
}
