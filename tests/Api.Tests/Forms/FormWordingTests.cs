using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;
using static OneStop.Api.Tests.Forms.FormStages;

namespace OneStop.Api.Tests.Forms;

/// <summary>That forms say what was true on their day.</summary>
public sealed class FormWordingTests
{
    [TearDown]
    public void Back() => Clock.Now = Monday;

    [TestCase("2018", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "hẹn lại thời gian trả kết quả vào <b>")]
    [TestCase("2025", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "đề nghị được gia hạn thời gian giải quyết hồ sơ đến <b>")]
    public async Task More_time_is_told_with_the_old_date_and_the_new(string set, string title, string says)
    {
        var before = await Handled(set);
        var dossier = await Extended(set);
        var printed = (await Form(dossier, "apology", At(set, "reception"))).Gives(200)["form"]!;
        var apology = printed["apology"]!;
        Assert.That(((string)apology["dueAt"]!, (string)printed["dueAt"]!, (string)apology["extendedTo"]!), Is.EqualTo(((string)before["dueAt"]!, (string)before["dueAt"]!, (string)dossier["dueAt"]!)));
        Assert.That(((string)apology["reason"]!, (bool)apology["late"]!, (string)printed["title"]!), Is.EqualTo(("chờ kết quả đo đạc", false, title)));
        var page = await Page(dossier, "apology", Stages.Owner);
        Assert.That(page, Does.Contain($"<h1>{title}</h1>").And.Contain(says).And.Contain("không thể trả kết quả").And.Contain("Thời gian hẹn trả mới").And.Not.Contain("không gia hạn"));
    }

    [Test]
    public async Task An_apology_of_a_late_dossier_asks_for_nothing()
    {
        var dossier = await All["apology"]("2025");
        var page = await Page(dossier, "apology", Stages.Owner);
        Assert.That(page, Does.Contain("<h1>Văn bản xin lỗi</h1>").And.Contain("Mẫu số 04").And.Contain("đến nay, cơ quan chưa trả kết quả")
            .And.Contain("dự kiến trả kết quả vào <b>ngày 01 tháng 3 năm 2027").And.Contain("không gia hạn thời hạn").And.Not.Contain("đề nghị"));
        Assert.That(await Page(dossier, "apology", Stages.Owner, "en"), Does.Contain("<h1>Apology</h1>").And.Contain("expects to give the result on").And.Not.Contain("asks for more time"));
    }

    [Test]
    public async Task Extensions_and_apologies_are_counted_together_and_keep_the_due_date_of_their_day()
    {
        var dossier = await Extended("2025");
        var extended = (string)dossier["dueAt"]!;
        Clock.Now = Clock.Now.AddDays(40);
        dossier = await Acted(dossier, "apologies", Stages.Leader, new { reason = "phải xác minh thực tế", expectedOn = "2027-03-01" });
        var first = (await Form(dossier, "apology?number=1", Stages.Reception)).Gives(200)["form"]!["apology"]!;
        var second = (await Form(dossier, "apology", Stages.Reception)).Gives(200)["form"]!["apology"]!;
        Assert.That(((string?)first["extendedTo"], (string?)second["extendedTo"], (int)second["number"]!), Is.EqualTo((extended, (string?)null, 2)));
        Assert.That(((string)second["dueAt"]!, (bool)second["late"]!), Is.EqualTo((extended, true)));
        Assert.That((string)first["dueAt"]!, Is.Not.EqualTo(extended));
        var lines = (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/forms")).Gives(200)["items"]!.AsArray();
        Assert.That(lines.Where(line => (string)line!["form"]! == "apology").Select(line => (int)line!["ordinal"]!), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task A_receipt_after_a_new_beginning_shows_both_receptions()
    {
        var dossier = await Restarted();
        var form = (await Form(dossier, "receipt", Stages.Reception)).Gives(200)["form"]!;
        Assert.That(form["restarts"]!.AsArray().Select(again => (string)again!["dueAt"]!), Is.EqualTo(new[] { (string)dossier["dueAt"]! }));
        var page = await Page(dossier, "receipt", Stages.Owner);
        string[] lines = ["Thời gian nhận hồ sơ", "09 giờ 00 phút, ngày 02 tháng 3 năm 2026", "Lần hẹn đầu", "Tiếp nhận lại", "09 giờ 00 phút, ngày 04 tháng 3 năm 2026", "Hẹn trả mới"];
        Assert.That(lines.Select(line => page.IndexOf(line, StringComparison.Ordinal)), Is.Ordered.And.All.Positive);
        Assert.That(page, Does.Not.Contain("Thời gian hẹn trả kết quả"));
        dossier = await Acted(dossier, "extend", Stages.Leader, new { by = new { value = 2, unit = "workingDay" }, reason = "xác minh" });
        Assert.That(await Page(dossier, "receipt", Stages.Owner), Does.Contain("Hẹn trả mới").And.Contain("Thời gian hẹn trả kết quả"));
    }

    [Test]
    public async Task Who_owns_it_together_stands_there_together()
    {
        var filing = Filing();
        filing["coOwners"] = new JsonArray(new JsonObject { ["kind"] = "citizen", ["fullName"] = "Trần Văn Bình", ["passport"] = "C1234567" });
        var dossier = await Desk.Filed(filing);
        Assert.That(await Page(dossier, "receipt", Stages.Reception), Does.Contain("Nguyễn Văn A và Trần Văn Bình"));
        Assert.That(await Page(dossier, "receipt", Stages.Reception, "en"), Does.Contain("Nguyễn Văn A and Trần Văn Bình"));
        Assert.That((await Form(dossier, "receipt", Stages.Reception)).Gives(200)["form"]!["coOwners"]!.AsArray().Select(name => (string)name!), Is.EqualTo(new[] { "Trần Văn Bình" }));
    }

    [Test]
    public async Task A_refusal_names_the_office_that_received_it_and_who_refused()
    {
        var decided = await Acted(await Stages.AtLeader(), "decide", Stages.Leader, new { outcome = "refused", reason = "không đủ điều kiện" });
        var form = (await Form(decided, "refusal", Stages.Reception)).Gives(200)["form"]!;
        Assert.That(((string)form["agency"]!["code"]!, (string)form["receivingAgency"]!["code"]!), Is.EqualTo((Ward, Office)));
        Assert.That(await Page(decided, "refusal", Stages.Owner), Does.Contain($"Bộ phận Tiếp nhận và Trả kết quả:</b> <span>{form["receivingAgency"]!["name"]}").And.Contain("Người từ chối giải quyết<"));
        var refused = await All["refusal"]("2025");
        Assert.That((string?)(await Form(refused, "refusal", Stages.Reception)).Gives(200)["form"]!["official"], Is.Not.Null.And.Not.Empty);
        Assert.That(await Page(refused, "refusal", Stages.Owner), Does.Contain("Người từ chối tiếp nhận<"));
        Assert.That(await Page(await All["supplement-request"]("2025"), "supplement-request", Stages.Owner), Does.Contain("Người hướng dẫn"));
    }

    [Test]
    public async Task Agencies_cooperate_that_have_a_leg_and_not_those_that_declined()
    {
        var away = (await Form(await Stages.Away(), "control-slip", Stages.Reception)).Gives(200)["form"]!["controlSlip"]!["cooperatingAgencies"]!.AsArray();
        Assert.That(away.Select(agency => (string)agency!["code"]!), Is.EqualTo(new[] { Stages.Tax }));
        var back = await Stages.All["back from another agency"]();
        Assert.That((await Form(back, "control-slip", Stages.Reception)).Gives(200)["form"]!["controlSlip"]!["cooperatingAgencies"]!.AsArray(), Is.Empty);
    }
}
