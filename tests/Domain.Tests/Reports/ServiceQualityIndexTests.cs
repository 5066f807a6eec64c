using OneStop.Domain.Reports;

namespace OneStop.Domain.Tests.Reports;

/// <summary>Points reckoned by hand from the formulas of the index.</summary>
public sealed class ServiceQualityIndexTests
{
    // 6n/d of 2/3; 4n/d; 2n/d of 1/3, rounded down; 6n/d of nothing.
    [TestCase("publishedOnTime", 2, 3, 4.0)]
    [TestCase("updatedOnTime", 1, 3, 1.33)]
    [TestCase("contentComplete", 1, 3, 0.67)]
    [TestCase("dossiersSynchronized", 0, 0, 0.0)]
    // 20 × 194 / 200.
    [TestCase("onTime", 194, 200, 19.4)]
    [TestCase("onTime", 0, 0, 0.0)]
    [TestCase("onTime", 1, 1, 20.0)]
    // 6 × 1/6; 4 × 5/8; min(2, 2 × 0.4 / 0.8); capped; 4, 2, 2, 2 × rate.
    [TestCase("electronicResults", 1, 6, 1.0)]
    [TestCase("papersDigitized", 5, 8, 2.5)]
    [TestCase("papersReused", 2, 5, 1.0)]
    [TestCase("papersReused", 4, 5, 2.0)]
    [TestCase("papersReused", 9, 10, 2.0)]
    [TestCase("sharedForReuse", 3, 4, 3.0)]
    [TestCase("populationData", 1, 2, 1.0)]
    [TestCase("proceduresConnected", 1, 8, 0.25)]
    [TestCase("electronicCertifiedCopies", 1, 1, 2.0)]
    // min(2, 2A / 0.80), 4B, min(6, 6C / 0.50).
    [TestCase("proceduresOnline", 1, 4, 0.63)]
    [TestCase("proceduresOnline", 81, 100, 2.0)]
    [TestCase("servicesUsed", 1, 3, 1.33)]
    [TestCase("dossiersOnline", 1, 8, 1.5)]
    [TestCase("dossiersOnline", 51, 100, 6.0)]
    // 6A, min(2, 2.5B), 2.5C of at most 2.
    [TestCase("dossiersPaidOnline", 1, 4, 1.5)]
    [TestCase("proceduresPaidOnline", 1, 2, 1.25)]
    [TestCase("proceduresPaidOnline", 9, 10, 2.0)]
    [TestCase("feesOnPortal", 3, 5, 1.5)]
    [TestCase("feesOnPortal", 1, 1, 2.0)]
    // min(6, 6 n/d / 0.90), of petitions 6 where there are none.
    [TestCase("intakeSatisfaction", 9, 10, 6.0)]
    [TestCase("intakeSatisfaction", 3, 5, 4.0)]
    [TestCase("intakeSatisfaction", 0, 0, 0.0)]
    [TestCase("petitionsOnTime", 0, 0, 6.0)]
    [TestCase("petitionsOnTime", 1, 2, 3.0)]
    [TestCase("petitionSatisfaction", 0, 0, 0.0)]
    [TestCase("petitionSatisfaction", 3, 10, 2.0)]
    public void Points_follow_the_share(string key, long part, long whole, decimal points) =>
        Assert.That(ServiceQualityIndex.Indicators.Single(indicator => indicator.Key == key).Points(new Ratio(part, whole)), Is.EqualTo(points));

    [Test]
    public void The_groups_have_the_maxima_of_the_decision()
    {
        var groups = ServiceQualityIndex.Indicators.GroupBy(indicator => indicator.Group).ToDictionary(group => group.Key, group => group.Sum(indicator => indicator.Max));
        Assert.That(groups, Is.EquivalentTo(new Dictionary<QualityGroup, decimal>
        {
            [QualityGroup.Publicity] = 18, [QualityGroup.Progress] = 20, [QualityGroup.Digitization] = 22, [QualityGroup.OnlineServices] = 22, [QualityGroup.Satisfaction] = 18,
        }));
        Assert.That(ServiceQualityIndex.Indicators.Select(indicator => indicator.Key).ToList(), Is.Unique.And.Count.EqualTo(21));
    }

    [Test]
    public void Every_rule_is_written_out_in_both_languages()
    {
        var online = ServiceQualityIndex.Indicators.Single(indicator => indicator.Key == "dossiersOnline");
        Assert.That(online.Rule.English, Is.EqualTo("6 × (dossiers filed online ÷ dossiers received) ÷ 0.5, at most 6; 0 points of nothing"));
        Assert.That(online.Rule.Vietnamese, Is.EqualTo("6 × (hồ sơ trực tuyến ÷ hồ sơ đã tiếp nhận) ÷ 0,5, tối đa 6; 0 điểm nếu mẫu số bằng 0"));
        Assert.That(ServiceQualityIndex.Indicators.Single(indicator => indicator.Key == "petitionsOnTime").Rule.English, Does.EndWith("6 points of nothing"));
        Assert.That(Enum.GetValues<QualityGroup>().Select(group => ServiceQualityIndex.NameOf(group).Vietnamese), Is.Unique);
    }

    [TestCase(100, WorkClass.Excellent)]
    [TestCase(90, WorkClass.Excellent)]
    [TestCase(89.99, WorkClass.Good)]
    [TestCase(80, WorkClass.Good)]
    [TestCase(79.99, WorkClass.Fair)]
    [TestCase(70, WorkClass.Fair)]
    [TestCase(69.99, WorkClass.Average)]
    [TestCase(50, WorkClass.Average)]
    [TestCase(49.99, WorkClass.Weak)]
    [TestCase(0, WorkClass.Weak)]
    public void Points_have_a_class(decimal points, WorkClass expected) => Assert.That(ServiceQualityIndex.ClassOf(points), Is.EqualTo(expected));
}
