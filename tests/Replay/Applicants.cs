using System.Globalization;

namespace OneStop.Replay;

/// <summary>Makes owners: the same for the same number, each with a personal id of their own.</summary>
internal static class Applicants
{
    private static readonly string[] Families =
        ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"];

    private static readonly string[] MaleMiddles = ["Văn", "Đức", "Hữu", "Minh", "Quốc", "Công", "Xuân"];

    private static readonly string[] FemaleMiddles = ["Thị", "Ngọc", "Thu", "Thanh", "Kim", "Mỹ", "Hồng"];

    private static readonly string[] Given =
    [
        "An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Hạnh", "Hiếu", "Hòa", "Hùng", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga",
        "Phúc", "Phương", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo", "Thắng", "Trang", "Tuấn", "Uyên", "Việt", "Yến",
    ];

    public static object Owner(int number)
    {
        var female = number % 2;
        var middles = female == 1 ? FemaleMiddles : MaleMiddles;
        return new
        {
            kind = "citizen",
            fullName = $"{Families[number % Families.Length]} {middles[number / 15 % middles.Length]} {Given[number / 105 % Given.Length]}",
            // Born in Đà Nẵng (048) between 1940 and 1997; the last six digits tell one from the other.
            personalId = string.Create(CultureInfo.InvariantCulture, $"048{female}{40 + number % 58:00}{number:000000}"),
            phone = string.Create(CultureInfo.InvariantCulture, $"0905{number:000000}"),
        };
    }
}
