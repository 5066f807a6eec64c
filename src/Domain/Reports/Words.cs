namespace OneStop.Domain.Reports;

/// <summary>A text in both languages — câu chữ song ngữ.</summary>
public sealed record Words(string Vietnamese, string English)
{
    public string In(bool english) => english ? English : Vietnamese;
}

/// <summary>How much of something there was — tử số và mẫu số.</summary>
public readonly record struct Ratio(long Part, long Whole)
{
    /// <summary>Whether the part is at least so many percent; of nothing it never is.</summary>
    public bool IsAtLeast(int percent) => Whole > 0 && Part * 100 >= Whole * percent;
}

/// <summary>What points add up to — xếp loại.</summary>
public enum WorkClass
{
    /// <summary>Xuất sắc.</summary>
    Excellent,

    /// <summary>Tốt.</summary>
    Good,

    /// <summary>Khá.</summary>
    Fair,

    /// <summary>Trung bình.</summary>
    Average,

    /// <summary>Yếu.</summary>
    Weak,
}
