using System.Globalization;

namespace OneStop.SystemTests;

/// <summary>Dossiers that can be filed on the first day of a test's clock.</summary>
internal static class Filings
{
    public const string Agency = "H17.122";

    /// <summary>Registration of a household business at the counter, by an owner of its own for each number.</summary>
    public static object Counter(int number, string agency = Agency) => new
    {
        procedure = "1.001612", agency, channel = "counter", returnBy = "counter",
        owner = new
        {
            kind = "citizen", fullName = string.Create(CultureInfo.InvariantCulture, $"Nguyễn Văn {number}"),
            personalId = string.Create(CultureInfo.InvariantCulture, $"048090{number:000000}"),
        },
        parts = new[] { new { component = "01", originals = 1 } },
    };
}
