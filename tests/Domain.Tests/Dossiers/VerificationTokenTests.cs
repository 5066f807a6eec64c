using OneStop.Domain.Dossiers;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class VerificationTokenTests
{
    private const string Secret = "ABCDEFGH23";
    private static readonly VerificationToken Token = new(DossierId.New(Sample.Monday), VerifiedPaper.Result, 2);

    [Test]
    public void A_sealed_token_says_again_what_it_was_made_of()
    {
        var text = Token.Sealed(Secret);
        Assert.Multiple(() =>
        {
            Assert.That(text, Has.Length.EqualTo(44));
            Assert.That(VerificationToken.Read(text), Is.EqualTo(Token));
            Assert.That(Token.IsSealedAs(text, Secret));
        });
    }

    [Test]
    public void A_seal_holds_for_one_paper_under_one_secret() => Assert.Multiple(() =>
    {
        Assert.That(Token.IsSealedAs(Token.Sealed("ABCDEFGH24"), Secret), Is.False, "another secret");
        Assert.That(Token.IsSealedAs((Token with { Number = 1 }).Sealed(Secret), Secret), Is.False, "another number");
        Assert.That(Token.IsSealedAs((Token with { Paper = VerifiedPaper.Receipt }).Sealed(Secret), Secret), Is.False, "another paper");
    });

    [TestCase("", "nothing")]
    [TestCase("AAAA", "too short")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "no paper of kind 0")]
    [TestCase("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", "no base64url")]
    public void What_is_no_token_is_none(string text, string why) => Assert.That(VerificationToken.Read(text), Is.Null, why);
}
