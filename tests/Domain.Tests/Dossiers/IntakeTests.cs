using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Tests.Calendar;

namespace OneStop.Domain.Tests.Dossiers;

public sealed class IntakeTests
{
    private static readonly Procedure OnTheSpot = new(new ProcedureState { Code = "2.000815", Versions = [Sample.SameDay], Offerings = new HashSet<string> { Sample.Ward } });

    [Test]
    public void A_received_dossier_has_clock_receipt_and_first_step()
    {
        var dossier = Dossier.Receive(Sample.Filing, Sample.Procedure, "code", Sample.By(Sample.Reception));
        Assert.Multiple(() =>
        {
            Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.Received));
            Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At("2026-03-09 17:00")));
            Assert.That(dossier.State.FirstDueAt, Is.EqualTo(dossier.State.DueAt));
            Assert.That(dossier.State.StepKey, Is.EqualTo("tiep-nhan"));
            Assert.That(dossier.State.Assignee, Is.EqualTo(Sample.Reception.Id));
            Assert.That(dossier.State.OwnerAccount, Is.Null, "an official filed it for the owner");
            Assert.That(dossier.State.Details.Receipt, Has.Property("Revision").EqualTo(1));
            Assert.That(dossier.State.Details.Receipt!.Secret, Does.Match("^[A-Z2-9]{10}$"));
            Assert.That(dossier.Events(), Is.EqualTo(new DomainEvent[]
            {
                new DossierReceived("code", "1.001612", 1, Sample.Office, Sample.Ward, Channel.Counter, Sample.Monday, dossier.State.DueAt!.Value),
            }));
        });
    }

    [Test]
    public void A_registered_dossier_waits_without_a_clock_until_its_acceptance_deadline()
    {
        var state = Sample.RegisteredDossier;
        Assert.Multiple(() =>
        {
            Assert.That(state.Status, Is.EqualTo(DossierStatus.Registered));
            Assert.That(state.Details.Clock, Is.Null);
            Assert.That(state.DueAt, Is.Null);
            Assert.That(state.StepKey, Is.Null);
            Assert.That(state.OwnerAccount, Is.EqualTo(Sample.Citizen.Id));
            Assert.That(state.Details.AcceptBy, Is.EqualTo(Calendars.At("2026-03-03 09:30")), "eight working hours, of which a day has seven and a half");
        });
    }

    [Test]
    public void An_accepted_dossier_is_received_now_not_when_it_was_registered()
    {
        var dossier = new Dossier(Sample.RegisteredDossier);
        dossier.Accept(Sample.By(Sample.Reception, "2026-03-03 08:30"));
        Assert.That(dossier.State.ReceivedAt, Is.EqualTo(Calendars.At("2026-03-03 08:30")));
        Assert.That(dossier.State.DueAt, Is.EqualTo(Calendars.At("2026-03-10 17:00")));
        Assert.That(dossier.State.Code, Is.EqualTo(Sample.RegisteredDossier.Code), "one code for life");
    }

    [Test]
    public void A_refused_dossier_keeps_its_code_and_names_the_defects()
    {
        var dossier = new Dossier(Sample.RegisteredDossier);
        dossier.Refuse(Sample.Defects, Sample.By(Sample.Reception));
        Assert.That(dossier.State.ClosedAt, Is.EqualTo(Sample.Monday));
        Assert.That(dossier.State.Details.Refusal, Is.EqualTo(Sample.Defects));
        Assert.That(dossier.Recorded.Single().Event, Is.TypeOf<DossierRefused>().With.Property("Defects").EqualTo(new[] { "illegible" }));
    }

    [Test]
    public void Only_reception_of_the_receiving_agency_accepts_or_refuses()
    {
        foreach (var actor in new[] { Sample.Citizen, Sample.Leader, Sample.Official(Role.Reception, Sample.Elsewhere) })
        {
            Assert.That(() => new Dossier(Sample.RegisteredDossier).Accept(Sample.By(actor)), Breaks.Rule(DossierRules.ReceptionistAtAgency));
            Assert.That(() => new Dossier(Sample.RegisteredDossier).Refuse(Sample.Defects, Sample.By(actor)), Breaks.Rule(DossierRules.ReceptionistAtAgency));
        }
    }

    [TestCase(null, null, "defects[0]", "dossier.defect-is-named", Description = "a defect of nothing")]
    [TestCase("02", "owner.phone", "defects[0]", "dossier.defect-is-named", Description = "a defect of two things")]
    [TestCase("99", null, "defects[0].component", "dossier.component-is-known", Description = "a component the procedure has not")]
    public void A_defect_names_one_component_or_one_field(string? component, string? field, string path, string code)
    {
        Defect[] defects = [new Defect(1, component, field, "missing", "Thiếu")];
        Assert.That(
            () => new Dossier(Sample.RegisteredDossier).Refuse(defects, Sample.By(Sample.Reception)),
            Throws.TypeOf<InvalidInputException>().With.Property("Faults").Exactly(1).Matches<Fault>(f => f.Path == path && f.Rule.Code == code));
    }

    [Test]
    public void Postal_evidence_sets_the_instant_of_reception()
    {
        var handed = Calendars.At("2026-02-27 10:00");
        var filing = Sample.Filing with { Channel = Channel.Postal, Postal = new PostalHandover("BB-01", handed) };
        var state = Dossier.Receive(filing, Sample.Procedure, "code", Sample.By(Sample.Reception)).State;
        Assert.That(state.ReceivedAt, Is.EqualTo(handed));
        Assert.That(state.DueAt, Is.EqualTo(Calendars.At("2026-03-06 17:00")));
        Assert.That(state.SubmittedAt, Is.EqualTo(Sample.Monday));
    }

    [Test]
    public void A_filing_names_every_fault_at_once()
    {
        var filing = Sample.Filing with
        {
            Competent = Sample.Agencies.Find(Sample.Elsewhere)!, Channel = Channel.Counter,
            Postal = new PostalHandover("BB-01", Sample.Monday.AddMinutes(-1)),
            Owner = Sample.Owner with { PersonalId = "000000000000", Phone = "123" },
            CoOwners = [new Party { FullName = "Không giấy tờ" }],
            Submitter = new Party { FullName = "Người nộp hộ", TaxCode = "1" },
            Parts = [new Part { Component = "99", Originals = 1 }, new Part { Component = "01", Originals = 1 }, new Part { Component = "01", Originals = 1 }, new Part { Component = "02" }],
        };
        var faults = filing.Faults(Sample.Procedure, Sample.Version with { Channels = [Channel.Online] }, Sample.Agencies, Sample.Monday);
        Assert.That(faults.Select(fault => $"{fault.Path} {fault.Rule.Code}"), Is.EquivalentTo(new[]
        {
            "competentAgency dossier.agency-offers-procedure", "agency dossier.agency-receives-for-competent", "channel dossier.channel-is-offered",
            "postal.handedOverAt dossier.postal-evidence-is-past", "parts[0].component dossier.component-is-known",
            "parts[2].component dossier.component-given-once", "parts.02 dossier.required-part-is-there",
            "owner.personalId dossier.personal-id-is-true", "owner.phone dossier.phone-is-true", "coOwners[0] dossier.owner-is-identified",
            "submitter.taxCode dossier.tax-code-is-true",
        }));
    }

    [Test]
    public void A_one_stop_office_receives_for_its_agency_and_all_below_it()
    {
        string? Refused(string receiving, string competent) => (Sample.Filing with
        {
            Receiving = Sample.Agencies.Find(receiving)!, Competent = Sample.Agencies.Find(competent)!,
        }).Faults(Sample.Procedure, Sample.Version, Sample.Agencies, Sample.Monday).FirstOrDefault(f => f.Rule == DossierRules.AgencyReceivesForCompetent)?.Path;

        Assert.That(Refused(Sample.Office, Sample.Ward), Is.Null);
        Assert.That(Refused(Sample.Ward, Sample.Ward), Is.Null);
        Assert.That(Refused(Sample.Office, Sample.Elsewhere), Is.EqualTo("agency"), "another ward's work");
        Assert.That(Refused("H17", Sample.Ward), Is.EqualTo("agency"), "only one-stop offices receive for others");
    }

    [Test]
    public void A_procedure_of_the_day_is_received_decided_and_returned_in_one_call()
    {
        var filing = Sample.Filing with { Case = Sample.SameDay.Cases[0], Parts = [] };
        var dossier = Dossier.SolveOnTheSpot(filing, OnTheSpot, "code", Outcome.Approved, null, Sample.Result, Sample.By(Sample.Reception, version: Sample.SameDay));
        Assert.Multiple(() =>
        {
            Assert.That(dossier.State.Status, Is.EqualTo(DossierStatus.Returned));
            Assert.That(dossier.State.Details.Clock!.Closing, Is.EqualTo(Timeliness.OnTime));
            Assert.That(dossier.State.Details.Result, Is.EqualTo(Sample.Result));
            Assert.That(dossier.State.StepKey, Is.Null);
            Assert.That(dossier.Events().Select(e => e.GetType().Name), Is.EqualTo(new[] { "DossierReceived", "DossierDecided", "ResultRecorded", "ResultReturned" }));
        });
    }

    [Test]
    public void A_refusal_on_the_spot_needs_its_reason()
    {
        var filing = Sample.Filing with { Case = Sample.SameDay.Cases[0], Parts = [] };
        Assert.That(
            () => Dossier.SolveOnTheSpot(filing, OnTheSpot, "code", Outcome.Refused, " ", Sample.Result, Sample.By(Sample.Reception, version: Sample.SameDay)),
            Breaks.Input("onTheSpot.reason", DossierRules.RefusalHasReason));
    }

    [Test]
    public void Nothing_else_is_solved_on_the_spot()
    {
        var online = Sample.Filing with { Case = Sample.SameDay.Cases[0], Parts = [], Channel = Channel.Online };
        Assert.That(
            () => Dossier.SolveOnTheSpot(online, OnTheSpot, "code", Outcome.Approved, null, Sample.Result, Sample.By(Sample.Reception, version: Sample.SameDay)),
            Breaks.Input("onTheSpot", DossierRules.OnTheSpotIsSameDay));
        Assert.That(
            () => Dossier.SolveOnTheSpot(Sample.Filing, Sample.Procedure, "code", Outcome.Approved, null, Sample.Result, Sample.By(Sample.Reception)),
            Breaks.Input("onTheSpot", DossierRules.OnTheSpotIsSameDay));
    }

    [Test]
    public void A_limit_that_runs_into_an_unplanned_year_is_an_error()
    {
        var late = Sample.By(Sample.Reception, "2027-12-30 09:00");
        Assert.That(() => Dossier.Receive(Sample.Filing, Sample.Procedure, "code", late), Throws.TypeOf<MissingCalendarYearException>());
    }
}
