using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Transfers;
using static OneStop.Api.Tests.Desk;
using static OneStop.Api.Tests.Forms.FormStages;

namespace OneStop.Api.Tests.Forms;

public sealed class FormTests
{
    [TearDown]
    public void Back() => Clock.Now = Monday;

    [TestCase("2018", "receipt", "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Thời gian hẹn trả kết quả")]
    [TestCase("2018", "supplement-request", "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Bản chụp mờ")]
    [TestCase("2018", "refusal", "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Nộp trực tuyến lúc")]
    [TestCase("2018", "apology", "04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "hẹn lại thời gian trả kết quả vào <b>ngày 01 tháng 3 năm 2027")]
    [TestCase("2018", "control-slip", "05", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Thẩm định hồ sơ")]
    [TestCase("2025", "receipt", "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mã bí mật để tra cứu")]
    [TestCase("2025", "supplement-request", "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Công chức hướng dẫn")]
    [TestCase("2025", "refusal", "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "09 giờ 00 phút, ngày 02 tháng 3 năm 2026")]
    [TestCase("2025", "stop-notice", "05", "Thông báo dừng giải quyết hồ sơ", "theo đề nghị")]
    [TestCase("2025", "control-slip", "06", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Đúng hạn")]
    public async Task It_is_that_of_the_set_of_its_day(string set, string form, string number, string title, string says)
    {
        var dossier = await All[form](set);
        var by = At(set, "reception");
        var printed = (await Form(dossier, form, by)).Gives(200).Body;
        Assert.That(
            ((string)printed["form"]!["set"]!, (string)printed["form"]!["number"]!, (string)printed["form"]!["title"]!, (string)printed["form"]!["paper"]!),
            Is.EqualTo((set, number, title, form == "control-slip" ? "a4" : "a5")));
        Assert.That((string)printed["qrSvg"]!, Does.StartWith("<svg"));
        var page = await Page(dossier, form, by);
        Assert.That(page, Does.Contain($"Mẫu số {number}").And.Contain(title).And.Contain(says).And.Contain("Độc lập - Tự do - Hạnh phúc").And.Contain((string)dossier["code"]!)
            .And.Contain("Nguyễn Thị Hồng Ánh").And.Contain("Liên Chiểu, ngày").And.Contain(set == "2018" ? "Thông tư số 01/2018/TT-VPCP" : "Thông tư số 03/2025/TT-VPCP"));
        Assert.That(page, Does.Contain(form == "control-slip" ? "size: A4" : "size: A5").And.Contain("<svg").And.Not.Contain("<script").And.Not.Contain("src=").And.Not.Contain("href=").And.Not.Contain("url("));
        var english = await Page(dossier, form, by, "en");
        Assert.That(english, Does.Contain($"Form No. {number}").And.Contain("SOCIALIST REPUBLIC OF VIET NAM").And.Not.Contain("Chủ hồ sơ"));
        var listed = (await As(by).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/forms")).Gives(200)["items"]!.AsArray().Single(line => (string)line!["form"]! == form)!;
        Assert.That(((bool)listed["available"]!, (string)listed["number"]!, (string)listed["title"]!), Is.EqualTo((true, number, title)));
        Assert.That((await As(by).Ask("GET", (string)listed["href"]!)).Status, Is.EqualTo(200));
    }

    [TestCase("receipt", "form.dossier-is-received")]
    [TestCase("supplement-request", "form.supplement-was-asked")]
    [TestCase("refusal", "form.dossier-is-refused")]
    [TestCase("apology", "form.apology-was-made")]
    [TestCase("stop-notice", "form.dossier-is-stopped")]
    [TestCase("control-slip", "form.dossier-is-received")]
    public async Task What_has_not_happened_is_not_printed(string form, string code)
    {
        var dossier = await Filed("2025");
        (await Form(dossier, form, Stages.Reception)).Gives(409, code);
        var listed = (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/forms")).Gives(200)["items"]!.AsArray().Single(line => (string)line!["form"]! == form)!;
        Assert.That(((bool)listed["available"]!, (string)listed["reason"]!["code"]!), Is.EqualTo((false, code)));
    }

    [Test]
    public async Task The_set_of_2018_has_no_stop_notice()
    {
        var stopped = await All["stop-notice"]("2018");
        (await Form(stopped, "stop-notice", At("2018", "reception"))).Gives(404, "form.is-in-set");
        var listed = (await As(At("2018", "reception")).Ask("GET", $"/api/v1/dossiers/{stopped["id"]}/forms")).Gives(200)["items"]!.AsArray().Single(line => (string)line!["form"]! == "stop-notice")!;
        Assert.That(((bool)listed["available"]!, (string?)listed["number"], (string)listed["reason"]!["code"]!), Is.EqualTo((false, (string?)null, "form.is-in-set")));
    }

    [Test]
    public async Task A_form_keeps_the_set_and_the_agency_of_its_day()
    {
        var dossier = await Received("2018");
        Clock.Now = Monday;
        var form = (await Form(dossier, "receipt", $"oneStopHead@{Office}")).Gives(200)["form"]!;
        Assert.That(((string)form["set"]!, (string)form["agency"]!["code"]!), Is.EqualTo(("2018", DistrictOffice)));
        (await Form(dossier, "stop-notice", $"oneStopHead@{Office}")).Gives(409, "form.dossier-is-stopped");
    }

    [Test]
    public async Task One_of_several_is_asked_for_by_its_number()
    {
        var dossier = await All["apology"]("2025");
        dossier = await Acted(dossier, "apologies", Stages.Leader, new { reason = "chờ ý kiến", expectedOn = "2027-04-01" });
        Assert.That((int)(await Form(dossier, "apology", Stages.Reception)).Gives(200)["form"]!["ordinal"]!, Is.EqualTo(2));
        Assert.That((string)(await Form(dossier, "apology?number=1", Stages.Reception)).Gives(200)["form"]!["apology"]!["expectedOn"]!, Is.EqualTo("2027-03-01"));
        (await Form(dossier, "apology?number=3", Stages.Reception)).Gives(404, "form.was-issued");
        Assert.That((await Form(dossier, "apology?number=0", Stages.Reception)).Gives(400).Faults, Is.EqualTo(new[] { "number field.within-range" }));
        Assert.That((await Form(dossier, "apology?round=1", Stages.Reception)).Gives(400).Faults, Is.EqualTo(new[] { "round field.known" }));
        Assert.That((await Form(dossier, "receipt?number=1", Stages.Reception)).Gives(400).Faults, Is.EqualTo(new[] { "number field.known" }));
    }

    [Test]
    public async Task A_decision_against_it_and_an_end_by_silence_are_refusals_too()
    {
        var refused = await Acted(await Stages.AtLeader(), "decide", Stages.Leader, new { outcome = "refused", reason = "không đủ điều kiện" });
        Assert.That(await Page(refused, "refusal", Stages.Owner), Does.Contain("từ chối giải quyết hồ sơ này").And.Contain("không đủ điều kiện").And.Contain("UBND phường Liên Chiểu"));

        var asked = await Stages.All["registered, supplement asked"]();
        await LegStages.Wait(Monday.AddDays(40));
        Assert.That(await Page(asked, "refusal", Stages.Owner), Does.Contain("Hết thời hạn bổ sung, hoàn thiện hồ sơ"));
        Clock.Now = Monday;
        var silent = await Stages.Supplementing();
        await LegStages.Wait(Monday.AddDays(40));
        Assert.That(await Page(silent, "stop-notice", Stages.Owner, "en"), Does.Contain("The time to complete the dossier ended"));
    }

    [Test]
    public async Task The_control_slip_has_a_row_for_every_hand_over()
    {
        var dossier = await Stages.All["back from another agency"]();
        var slip = (await Form(dossier, "control-slip", Stages.Reception)).Gives(200)["form"]!["controlSlip"]!;
        Assert.That(slip["rows"]!.AsArray().Select(row => (string)row!["kind"]!), Is.EqualTo(new[] { "passed", "sent", "declined" }));
        Assert.That((string)slip["rows"]![1]!["to"]!["agency"]!["code"]!, Is.EqualTo(Stages.Tax));
        Assert.That(slip["rows"]![1]!["result"], Is.Not.Null);
        Assert.That(await Page(dossier, "control-slip", Stages.Reception), Does.Contain("Không thuộc thẩm quyền, trả lại: theo đề nghị"));
    }

    [Test]
    public async Task The_receipt_is_the_receipt()
    {
        var dossier = await Received("2025");
        var printed = (await Form(dossier, "receipt", Stages.Owner)).Gives(200).Body;
        var receipt = (await As(Stages.Owner).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/receipt")).Gives(200).Body;
        Assert.That(printed["form"]!["receipt"]!.ToJsonString(), Is.EqualTo(receipt["receipt"]!.ToJsonString()));
        Assert.That((string)printed["qrSvg"]!, Is.EqualTo((string)receipt["qrSvg"]!));
    }

    [Test]
    public async Task What_people_wrote_is_escaped()
    {
        var dossier = await Filed("2025", "Lê <script>alert(1)</script> & \"An\"");
        dossier = await Acted(dossier, "refuse", Stages.Reception, new { defects = new[] { new { component = "01", code = "other", message = "<img src=x onerror=alert(2)>" } } });
        var page = await Form(dossier, "refusal", Stages.Reception, "Accept", "text/html");
        Assert.That(page.Gives(200).Text, Does.Contain("Lê &lt;script&gt;alert(1)&lt;/script&gt; &amp;").And.Contain("&lt;img src=x").And.Not.Contain("<script").And.Not.Contain("<img"));
        Assert.That(page.Header("Content-Security-Policy"), Does.StartWith("default-src 'none'"));
    }

    [Test]
    public async Task Owners_print_what_is_said_to_them_and_strangers_nothing()
    {
        foreach (var form in All.Keys.Where(form => form != "control-slip"))
        {
            Assert.That(await Page(await All[form]("2025"), form, Stages.Owner), Does.Contain("Nguyễn Thị Hồng Ánh"), form);
        }
        var dossier = await All["control-slip"]("2025");
        (await Form(dossier, "control-slip", Stages.Owner)).Gives(404, "form.exists");
        Assert.That(
            (await As(Stages.Owner).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/forms")).Gives(200)["items"]!.AsArray().Select(line => (string)line!["form"]!),
            Is.EqualTo(new[] { "receipt", "supplement-request", "refusal", "apology", "stop-notice" }));
        (await Form(dossier, "register", Stages.Reception)).Gives(404, "form.exists");
        (await Form(dossier, "receipts", Stages.Reception)).Gives(404, "form.exists");
        (await Form(dossier, "receipt", "citizen2")).Gives(404, "dossier.exists");
        (await As("citizen2").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/forms")).Gives(404, "dossier.exists");
        var away = await Stages.Away();
        (await Form(away, "receipt", $"head@{Stages.Tax}")).Gives(404, "dossier.exists");
    }

    [Test]
    public async Task Who_printed_it_stands_in_the_journal()
    {
        var dossier = await Received("2025");
        await Page(dossier, "receipt", Stages.Handler);
        for (var left = 100; left > 0; left--)
        {
            var lines = (await As(Stages.Owner).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/access-journal")).Gives(200)["items"]!.AsArray();
            if (lines.Any(line => (string)line!["what"]! == "form" && (string)line["account"]!["userName"]! == Stages.Handler))
            {
                return;
            }
            await Task.Delay(100);
        }
        Assert.Fail("not noted");
    }

    [Test]
    public async Task Who_only_controls_sees_no_numbers_and_no_secret()
    {
        var dossier = await Received("2025");
        var printed = (await Form(dossier, "receipt", "procedureControl@H17")).Gives(200).Body;
        Assert.That((string)printed["form"]!["owner"]!["personalId"]!, Does.StartWith("*********"));
        Assert.That(printed["form"]!["owner"]!["address"], Is.Null);
        Assert.That(((string)printed["form"]!["receipt"]!["secret"]!, (string?)printed["qrSvg"]), Is.EqualTo(("", (string?)null)));
        var page = await Page(dossier, "receipt", "procedureControl@H17");
        Assert.That(page, Does.Contain("Nguyễn Thị Hồng Ánh").And.Not.Contain("0905123456").And.Not.Contain("<svg").And.Not.Contain("Mã bí mật"));
    }
}
