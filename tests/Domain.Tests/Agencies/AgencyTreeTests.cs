using OneStop.Domain.Agencies;

namespace OneStop.Domain.Tests.Agencies;

public sealed class AgencyTreeTests
{
    private static readonly DateOnly June = new(2025, 6, 30);
    private static readonly DateOnly July = new(2025, 7, 1);
    private static readonly DateOnly Later = new(2026, 1, 1);

    /// <summary>District D was split into A and B; A was renamed C in 2026; ward W was abolished; X and Y point at each other.</summary>
    private static readonly AgencyTree Tree = new(
    [
        Agency("P", null),
        Agency("D", "P", to: June, successors: ["A", "B"]),
        Agency("A", "P", from: July, to: new DateOnly(2025, 12, 31), successors: ["C"]),
        Agency("B", "P", from: July),
        Agency("C", "P", from: Later),
        Agency("W", "D", to: new DateOnly(2024, 12, 31)),
        Agency("X", null, to: June, successors: ["Y"]),
        Agency("Y", null, to: June, successors: ["X"]),
        Agency("Z", null, to: June),
    ]);

    [TestCase("D", "2025-06-30", "D", Description = "its last day is its own")]
    [TestCase("D", "2025-07-01", "A", Description = "the main successor of a split")]
    [TestCase("D", "2026-01-01", "C", Description = "whatever number of successions lies between")]
    [TestCase("B", "2025-06-30", "B", Description = "who does not exist yet holds what is its own")]
    [TestCase("W", "2024-12-31", "W")]
    [TestCase("W", "2025-01-01", "D", Description = "abolished: the agency above")]
    [TestCase("W", "2025-07-01", "A", Description = "and who came after that one")]
    [TestCase("X", "2025-07-01", "X", Description = "a circle ends where it began")]
    [TestCase("Z", "2025-07-01", "Z", Description = "nobody: it stays")]
    [TestCase("unknown", "2025-07-01", "unknown")]
    public void The_holder_of_an_agencys_work(string code, string day, string holder)
    {
        var held = Tree.HolderOn(code, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(code == "X" ? held is "X" or "Y" : held == holder, held);
    }

    [Test]
    public void Predecessors_are_the_closed_agencies_whose_work_it_holds_on_the_day()
    {
        Assert.That(Tree.PredecessorsOf("D", June), Is.EqualTo(new[] { "W" }));
        Assert.That(Tree.PredecessorsOf("A", July), Is.EquivalentTo(new[] { "D", "W" }));
        Assert.That(Tree.PredecessorsOf("B", July), Is.Empty);
        Assert.That(Tree.PredecessorsOf("C", Later), Is.EquivalentTo(new[] { "A", "D", "W" }));
        Assert.That(Tree.PredecessorsOf("A", Later), Is.Empty);
    }

    [Test]
    public void Successors_are_all_that_have_a_part_of_it_on_the_day()
    {
        Assert.That(Tree.SuccessorsOn("D", July), Is.EquivalentTo(new[] { "A", "B" }));
        Assert.That(Tree.SuccessorsOn("D", Later), Is.EquivalentTo(new[] { "B", "C" }));
        Assert.That(Tree.SuccessorsOn("X", July), Is.Empty);
    }

    [TestCase("D", "2025-06-30", "P")]
    [TestCase("W", "2025-06-30", "D")]
    [TestCase("W", "2025-07-01", "A", Description = "who took over from the one above")]
    [TestCase("V", "2025-06-30", "D", Description = "before the one above began, the one it took over from")]
    [TestCase("V", "2026-01-01", "B")]
    [TestCase("P", "2026-01-01", null)]
    [TestCase("unknown", "2026-01-01", null)]
    public void The_superior_is_that_of_the_day(string code, string day, string? superior)
    {
        var tree = new AgencyTree(Tree.All.Append(Agency("V", "B")));
        Assert.That(tree.SuperiorOn(code, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))?.Code, Is.EqualTo(superior));
    }

    [TestCase("UBND phường Liên Chiểu", "Liên Chiểu")]
    [TestCase("UBND Phường Liên Chiểu", "Liên Chiểu")]
    [TestCase("UBND phường 12", "Phường 12")]
    [TestCase("Công an Quận 1, Thành phố Hồ Chí Minh", "Quận 1")]
    [TestCase("Sở Xây dựng thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh")]
    [TestCase("UBND phường Hai Bà Trưng", "Phường Hai Bà Trưng")]
    [TestCase("UBND xã Giao Thủy, tỉnh Ninh Bình", "Giao Thủy")]
    [TestCase("UBND xã Giao Thủy tỉnh Ninh Bình", "Giao Thủy")]
    [TestCase("Sở Tư pháp tỉnh Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu")]
    [TestCase("Công an phường Kinh Bắc - thành phố Bắc Ninh", "Kinh Bắc")]
    [TestCase("Bảo hiểm xã hội huyện Giao Thủy", "Giao Thủy")]
    [TestCase("Sở Lao động - Thương binh và Xã hội tỉnh Nam Định", "Nam Định")]
    [TestCase("Bảo Hiểm Xã Hội Tỉnh Nam Định", "Nam Định")]
    [TestCase("Bảo hiểm xã hội Việt Nam", null)]
    [TestCase("Bộ Tư pháp", null)]
    public void A_place_is_what_the_name_of_the_agency_tells(string name, string? place) => Assert.That(Places.PlaceIn(name), Is.EqualTo(place));

    internal static Agency Agency(string code, string? parent, DateOnly? from = null, DateOnly? to = null, string[]? successors = null) => new()
    {
        Code = code, Name = code, Kind = AgencyKind.PeoplesCommittee, Level = AgencyLevel.Commune, Parent = parent, EffectiveFrom = from,
        EffectiveTo = to, Successor = successors?.First(), OtherSuccessors = [.. successors?.Skip(1) ?? []], WorkingHours = "office",
    };
}
