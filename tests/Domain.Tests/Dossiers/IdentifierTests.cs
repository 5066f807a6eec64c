using OneStop.Domain.Shared;


namespace OneStop.Domain.Tests.Dossiers;

public sealed class IdentifierTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [TestCase("048090000123", true, Description = "Đà Nẵng, man of the twentieth century, 1990")]
    [TestCase("001126000001", true, Description = "woman born in 1926")]
    [TestCase("048226000001", true, Description = "boy born in 2026, this year")]
    [TestCase("048227000001", false, Description = "born next year")]
    [TestCase("048400000001", false, Description = "born in 2100")]
    [TestCase("000090000123", false, Description = "no such place of birth")]
    [TestCase("097090000123", false, Description = "beyond the last place")]
    [TestCase("04809000012", false, Description = "eleven digits")]
    [TestCase("0480900001234", false, Description = "thirteen digits")]
    [TestCase("04809000012x", false, Description = "a letter")]
    [TestCase("٠48090000123", false, Description = "a digit of another script")]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void A_personal_id_can_be_true(string? text, bool expected) => Assert.That(Identifiers.IsPersonalId(text, Today), Is.EqualTo(expected));

    [TestCase("0100109106", true, Description = "check digit 6: a well-known enterprise")]
    [TestCase("0100109107", false, Description = "wrong check digit")]
    [TestCase("0300588569", true, Description = "check digit 9")]
    [TestCase("0100109106-001", true, Description = "a dependent unit")]
    [TestCase("0100109106-000", false, Description = "units begin at 001")]
    [TestCase("0100109106001", false, Description = "without its hyphen")]
    [TestCase("0100109107-001", false, Description = "a unit of a wrong code")]
    [TestCase("0100109106-0x1", false, Description = "a letter in the unit")]
    [TestCase("048090000123", true, Description = "a person's number, in its place since 01/07/2025")]
    [TestCase("000090000123", false, Description = "no person's number")]
    [TestCase("010010910", false, Description = "nine digits")]
    [TestCase(null, false)]
    public void A_tax_code_can_be_true(string? text, bool expected) => Assert.That(Identifiers.IsTaxCode(text, Today), Is.EqualTo(expected));

    [Test]
    public void No_tax_code_of_one_stem_has_two_check_digits()
    {
        for (var stem = 10_000_000; stem < 10_000_500; stem++)
        {
            var right = Enumerable.Range(0, 10).Count(digit => Identifiers.IsTaxCode($"0{stem}{digit}", Today));
            Assert.That(right, Is.AtMost(1), $"0{stem}");
        }
    }

    [TestCase("0905123456", true, Description = "mobile")]
    [TestCase("+84905123456", true, Description = "mobile with the country")]
    [TestCase("02363822222", true, Description = "fixed line of Đà Nẵng")]
    [TestCase("0243822222", true, Description = "fixed line of ten digits")]
    [TestCase("0105123456", false, Description = "no such prefix")]
    [TestCase("090512345", false, Description = "nine digits")]
    [TestCase("09051234567", false, Description = "eleven digits and no fixed line")]
    [TestCase("0905 123 456", false, Description = "blanks")]
    [TestCase("84905123456", false, Description = "the country without its plus")]
    [TestCase("+840905123456", false, Description = "country and zero")]
    [TestCase(null, false)]
    public void A_phone_number_can_be_true(string? text, bool expected) => Assert.That(Identifiers.IsPhone(text), Is.EqualTo(expected));

    [TestCase("C1234567", true)]
    [TestCase("123456789", true, Description = "some countries use digits only")]
    [TestCase("ABCDEFG", false, Description = "no digit at all")]
    [TestCase("C1234", false, Description = "too short")]
    [TestCase("C 1234567", false, Description = "a blank")]
    public void A_passport_number_can_be_true(string text, bool expected) => Assert.That(Identifiers.IsPassport(text), Is.EqualTo(expected));

    [TestCase("201234567", true)]
    [TestCase("20123456", false)]
    [TestCase("20123456x", false)]
    public void An_old_identity_card_has_nine_digits(string text, bool expected) => Assert.That(Identifiers.IsOldIdCard(text), Is.EqualTo(expected));
}
