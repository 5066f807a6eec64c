using OneStop.Domain.Reports;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests.Reports;

public sealed class NumeralsTests
{
    [TestCase(1234567.5, "1.234.567,5", "1,234,567.5")]
    [TestCase(66.67, "66,67", "66.67")]
    [TestCase(0, "0", "0")]
    [TestCase(-0.5, "-0,5", "-0.5")]
    public void Numbers_are_written_in_the_reader_s_way(decimal number, string vietnamese, string english) =>
        Assert.That((number.Written(false), number.Written(true)), Is.EqualTo((vietnamese, english)));

    [Test]
    public void Rules_are_written_so_too()
    {
        var rule = ServiceQualityIndex.Indicators.Single(one => one.Key == "papersReused").Rule;
        Assert.That(rule.Vietnamese, Does.EndWith(" ÷ 0,8, tối đa 2; 0 điểm nếu mẫu số bằng 0"));
        Assert.That(rule.English, Does.EndWith(" ÷ 0.8, at most 2; 0 points of nothing"));
    }
}
