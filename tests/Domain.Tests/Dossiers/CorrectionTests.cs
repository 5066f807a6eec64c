using OneStop.Domain.Dossiers;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class CorrectionTests
{
    [Test]
    public void A_correction_raises_the_revision_and_keeps_what_it_replaced()
    {
        var given = Sample.ReceivedDossier;
        var dossier = new Dossier(given);
        var right = Sample.Owner with { FullName = "Nguyễn Văn Anh", Phone = null };
        dossier.Correct(new Correction { Owner = right, ReturnBy = ReturnVia.Postal }, "gõ nhầm", Sample.By(Sample.Reception));

        var receipt = dossier.State.Details.Receipt!;
        Assert.That(receipt.Revision, Is.EqualTo(2));
        Assert.That(receipt.Secret, Is.EqualTo(given.Details.Receipt!.Secret), "the old paper still opens the look-up, which says it was replaced");
        var correction = dossier.State.Details.Corrections.Single();
        Assert.That(correction.Before, Is.EqualTo(new Correction { Owner = Sample.Owner, ReturnBy = ReturnVia.Counter }));
        Assert.That(correction.Fields, Is.EqualTo(new[] { "owner.fullName", "owner.phone", "returnBy" }));
        Assert.That(dossier.State.Details.Owner, Is.EqualTo(right));
        Assert.That(dossier.Recorded.Single().Event, Is.TypeOf<ReceiptCorrected>().With.Property("Revision").EqualTo(2));
    }

    [Test]
    public void A_correction_changes_something()
    {
        var same = new Correction { Owner = Sample.Owner, ReturnBy = ReturnVia.Counter, Parts = [.. Sample.Parts.Select(part => part with { Documents = [] })] };
        foreach (var correction in new[] { new Correction(), same })
        {
            Assert.That(() => new Dossier(Sample.ReceivedDossier).Correct(correction, "a", Sample.By(Sample.Reception)), Breaks.Input("changes", DossierRules.CorrectionChangesSomething));
        }
    }

    [Test]
    public void Documents_that_did_not_change_are_no_correction()
    {
        static Part With(string name) => new() { Component = "02", CertifiedCopies = 1, Documents = [new Document { Name = name, MediaType = "application/pdf", Sha256 = new string('a', 64) }] };
        var state = Sample.ReceivedDossier;
        var given = state with { Details = state.Details with { Parts = [state.Details.Parts[0], With("a.pdf")] } };
        void Correct(Part second) => new Dossier(given).Correct(new Correction { Parts = [state.Details.Parts[0], second] }, "a", Sample.By(Sample.Reception));

        Assert.That(() => Correct(With("a.pdf")), Breaks.Input("changes", DossierRules.CorrectionChangesSomething));
        Assert.That(() => Correct(With("b.pdf")), Throws.Nothing);
    }

    [Test]
    public void A_correction_must_be_right_itself()
    {
        var wrong = new Correction { Owner = Sample.Owner with { PersonalId = "1" }, Parts = [] };
        Assert.That(() => new Dossier(Sample.ReceivedDossier).Correct(wrong, "a", Sample.By(Sample.Reception)), Breaks.Input(
            new("changes.owner.personalId", DossierRules.PersonalIdIsTrue),
            new("changes.parts.01", DossierRules.RequiredPartIsThere), new("changes.parts.02", DossierRules.RequiredPartIsThere)));
    }

    [Test]
    public void Only_reception_corrects()
    {
        foreach (var actor in new[] { Sample.Citizen, Sample.Handler, Sample.Leader })
        {
            Assert.That(
                () => new Dossier(Sample.ReceivedDossier).Correct(new Correction { ReturnBy = ReturnVia.Postal }, "a", Sample.By(actor)),
                Breaks.Rule(DossierRules.ReceptionistAtAgency));
        }
    }
}
