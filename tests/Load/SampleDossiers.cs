using System.Globalization;
using System.Text.Json.Nodes;

namespace OneStop.Load;

/// <summary>
/// Dossiers as wards receive them: certifications first, then civil status, residence, household business and the rest. The n-th is the
/// same in every run, and no two have the same owner.
/// </summary>
internal static class SampleDossiers
{
    /// <summary>Wards and communes of four provinces.</summary>
    public static readonly IReadOnlyList<string> Agencies =
    [
        "H17.121", "H17.122", "H17.123", "H24.141", "H24.142", "H24.143", "H24.144", "H24.145", "H27.121", "H27.122", "H27.123", "H27.124",
        "H27.125", "H27.126", "H27.127", "H27.128", "H27.129", "H42.121", "H42.122", "H42.123", "H42.124", "H42.125", "H42.126", "H05.121",
        "H05.122", "H05.123", "H05.124", "H05.125",
    ];

    /// <summary>Of a hundred dossiers so many are of this procedure; the numbers of its required components.</summary>
    private static readonly (int Share, string Procedure, int[] Components)[] Mix =
    [
        (38, "2.000815", [1, 2]), (14, "2.000884", [1, 2]), (9, "1.001193", [1, 2, 6]), (4, "1.000656", [1, 2, 6]), (4, "1.000894", [1, 2]),
        (6, "1.004873", [1, 4]), (7, "2.000635", [1, 3]), (5, "1.004194", [1]), (5, "1.004222", [1]), (4, "1.001612", [1]),
        (2, "1.001776", [1]), (1, "1.010833", [1]), (1, "1.013227", [1, 2]),
    ];

    private static readonly string[] Families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"];

    private static readonly string[] Middles = ["Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quốc", "Xuân", "Thu", "Kim", "Công"];

    private static readonly string[] Given =
        ["An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Phúc", "Quân", "Sơn", "Thảo", "Trang", "Việt"];

    /// <summary>The reception that takes the n-th dossier in.</summary>
    public static string Agency(int n) => Agencies[new Random(n).Next(Agencies.Count)];

    /// <summary>The body of the n-th filing.</summary>
    public static string Filing(int n) => Filing(n, PersonalId(n), Phone(n));

    public static string Filing(int n, string personalId, string phone)
    {
        var random = new Random(n);
        var agency = Agencies[random.Next(Agencies.Count)];
        var (procedure, components) = Procedure(random.Next(Mix.Sum(entry => entry.Share)));
        var body = new JsonObject
        {
            ["procedure"] = procedure, ["agency"] = agency, ["channel"] = "counter", ["returnBy"] = "counter",
            ["owner"] = new JsonObject
            {
                ["kind"] = "citizen", ["fullName"] = $"{Pick(random, Families)} {Pick(random, Middles)} {Pick(random, Given)}",
                ["personalId"] = personalId, ["phone"] = phone,
                ["address"] = $"Tổ {random.Next(1, 60)}, đường {random.Next(1, 300)}",
            },
            ["parts"] = new JsonArray([.. components.Select(component => new JsonObject
            {
                ["component"] = component.ToString("00", CultureInfo.InvariantCulture), ["originals"] = 1,
                ["photocopies"] = random.Next(3),
            })]),
        };
        return body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>
    /// A personal identification number for each n, spread over all provinces, sexes and years of birth of the last century. The scripts of
    /// wrk count in the same way.
    /// </summary>
    public static string PersonalId(long n)
    {
        var spread = n * 7_654_321 % 19_200_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"{spread / 200_000_000 + 1:000}{spread % 200_000_000:000000000}");
    }

    private static string Phone(long n) => string.Create(CultureInfo.InvariantCulture, $"09{n * 7_654_321 % 100_000_000:00000000}");

    private static (string Procedure, int[] Components) Procedure(int ticket)
    {
        foreach (var (share, procedure, components) in Mix)
        {
            if (ticket < share)
            {
                return (procedure, components);
            }
            ticket -= share;
        }
        throw new ArgumentOutOfRangeException(nameof(ticket));
    }

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
