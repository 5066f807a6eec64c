using OneStop.Domain.Agencies;
using OneStop.Domain.Reports;

namespace OneStop.Domain.Tests.Reports;

/// <summary>The nine indicators, reckoned by hand.</summary>
public sealed class EvaluationTests
{
    // (2 × 3 + 2) / 6 = 1.33; (2 × 1 + 3) / 4 = 1.25, half up; none at all.
    [TestCase(3, 2, 1, 1.3)]
    [TestCase(1, 3, 0, 1.3)]
    [TestCase(0, 1, 19, 0.1)]
    [TestCase(0, 1, 20, 0.0)]
    [TestCase(5, 0, 0, 2.0)]
    [TestCase(0, 0, 7, 0.0)]
    public void A_score_is_the_mean_with_one_decimal(long two, long one, long zero, decimal score) =>
        Assert.That(new Grades(two, one, zero).Score, Is.EqualTo(score));

    [Test]
    public void Nothing_has_no_score() => Assert.That(new Grades(0, 0, 0).Score, Is.Null);

    [TestCase(AgencyLevel.Ministry, 1, 5, 2)]
    [TestCase(AgencyLevel.Province, 19, 100, 1)]
    [TestCase(AgencyLevel.Province, 20, 100, 2)]
    [TestCase(AgencyLevel.District, 49, 100, 1)]
    [TestCase(AgencyLevel.District, 1, 2, 2)]
    [TestCase(AgencyLevel.Commune, 99, 100, 1)]
    [TestCase(AgencyLevel.Commune, 3, 3, 2)]
    [TestCase(AgencyLevel.Commune, 0, 3, 1)]
    [TestCase(AgencyLevel.Commune, 0, 0, null)]
    public void Every_level_has_its_share_of_procedures_on_the_spot(AgencyLevel level, long part, long whole, int? points) =>
        Assert.That(Evaluation.WholeAtOneStop(level, new Ratio(part, whole)), Is.EqualTo(points));

    [TestCase(3, 3, 1)]
    [TestCase(2, 3, 0)]
    [TestCase(0, 0, null)]
    public void Electronic_publicity_of_all_procedures_is_one_point(long part, long whole, int? points) =>
        Assert.That(Evaluation.Publicity(new Ratio(part, whole)), Is.EqualTo(points));

    [TestCase(20, 30, 0, 2)]
    [TestCase(19, 30, 0, 0)]
    [TestCase(20, 29, 0, 1)]
    [TestCase(20, 15, 0, 1)]
    [TestCase(20, 14, 0, 0)]
    [TestCase(100, 100, 1, 0)]
    public void Online_services_need_all_three(long procedures, long dossiers, long overdue, int points) =>
        Assert.That(Evaluation.Online(new Ratio(procedures, 100), new Ratio(dossiers, 100), overdue), Is.EqualTo(points));

    [Test]
    public void Online_services_without_procedures_or_dossiers_are_left_out() => Assert.That(
        new[] { Evaluation.Online(new Ratio(0, 0), new Ratio(1, 1), 0), Evaluation.Online(new Ratio(1, 1), new Ratio(0, 0), 0) }, Is.All.Null);

    [TestCase(18, WorkClass.Excellent)]
    [TestCase(15, WorkClass.Excellent)]
    [TestCase(14.9, WorkClass.Good)]
    [TestCase(12, WorkClass.Good)]
    [TestCase(11.9, WorkClass.Fair)]
    [TestCase(9, WorkClass.Fair)]
    [TestCase(8.9, WorkClass.Average)]
    [TestCase(6, WorkClass.Average)]
    [TestCase(5.9, WorkClass.Weak)]
    public void Units_have_a_class(decimal points, WorkClass expected) => Assert.That(Evaluation.ClassOfUnit(points), Is.EqualTo(expected));

    [TestCase(10, DutyDone.Whole)]
    [TestCase(5, DutyDone.Whole)]
    [TestCase(4.9, DutyDone.Most)]
    [TestCase(3.5, DutyDone.Most)]
    [TestCase(3.4, DutyDone.Less)]
    public void Officials_have_done_so_much_of_their_duty(decimal points, DutyDone expected) => Assert.That(Evaluation.DutyOf(points), Is.EqualTo(expected));

    [Test]
    public void There_are_nine_of_which_five_are_of_officials()
    {
        Assert.That(Evaluation.Indicators.Select(indicator => indicator.Number), Is.EqualTo(Enumerable.Range(1, 9)));
        Assert.That(Evaluation.Indicators.Where(indicator => indicator.OfOfficials).Select(indicator => indicator.Number), Is.EqualTo(new[] { 1, 2, 3, 4, 7 }));
        Assert.That((Evaluation.Indicators.Count * 2, Evaluation.Indicators.Count(indicator => indicator.OfOfficials) * 2), Is.EqualTo((Evaluation.MaxOfUnit, Evaluation.MaxOfOfficial)));
    }
}
