using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Tests.Calendar;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class DossierCodeTests
{
    private static readonly Agency Office = new()
    {
        Code = "H17.122.01", LegacyCode = "000.03.27.H17", Name = "Một cửa", Kind = AgencyKind.OneStop, Level = AgencyLevel.Commune, WorkingHours = "office",
    };

    [TestCase("2018-11-20", 1, "000.03.27.H17-181120-0001", Description = "the form of 2018")]
    [TestCase("2025-06-30", 123, "000.03.27.H17-250630-0123", Description = "its last day")]
    [TestCase("2025-07-01", 123, "H17.122.01-20250701-0000123", Description = "the current form from the two-level administration on")]
    [TestCase("2018-11-20", 9999, "000.03.27.H17-181120-9999", Description = "the last of four digits")]
    [TestCase("2018-11-20", 10000, "000.03.27.H17-181120-10000", Description = "beyond them in full, so that no code comes twice")]
    public void A_code_has_the_form_of_its_day(string day, long number, string code) =>
        Assert.That(DossierCode.Of(Office, Calendars.Day(day), number), Is.EqualTo(code));

    [TestCase("2025-12-31", "H17.122.01-20251231-0000007", Description = "the day before: the national form")]
    [TestCase("2026-01-01", "DN/H17.122.01/260101/0007", Description = "the first day of the agency's own")]
    [TestCase("2026-06-30", "DN/H17.122.01/260630/0007")]
    [TestCase("2026-07-01", "LC-20260701-0000007", Description = "the newest one begun")]
    public void An_agency_has_templates_of_its_own_by_date(string day, string code)
    {
        var agency = Office with
        {
            CodeTemplates =
            [
                new DatedCodeTemplate(new DateOnly(2026, 7, 1), "LC-{yyyyMMdd}-{0000000}"),
                new DatedCodeTemplate(new DateOnly(2026, 1, 1), "DN/{code}/{yyMMdd}/{0000}"),
            ],
        };
        Assert.That(DossierCode.Of(agency, Calendars.Day(day), 7), Is.EqualTo(code));
    }

    [Test]
    public void An_agency_without_a_legacy_code_uses_its_own() =>
        Assert.That(DossierCode.Of(Office with { LegacyCode = null }, new DateOnly(2020, 1, 2), 7), Is.EqualTo("H17.122.01-200102-0007"));
}
