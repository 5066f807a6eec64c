using System.Text.Json;
using System.Text.Json.Nodes;
using OneStop.Api.Simulators;
using OneStop.Application.Portal;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>The messages are what the fixtures say, and what a strict portal takes.</summary>
public sealed class PortalMappingTests
{
    private static readonly JsonSerializerOptions Indented = new(PortalText.Json) { WriteIndented = true, NewLine = "\n" };

    [Test]
    public void The_fixtures_are_what_the_mapping_makes()
    {
        var picture = PortalPicture.Of(KnownDossier.Returned(), KnownDossier.Codes);
        var held = new HeldRecord(picture.Record.MaHoSo, Json(picture.Record), [.. picture.Progress.Select(Json)], ["10"]);
        var messages = new Dictionary<string, JsonNode>
        {
            ["auth.request"] = new JsonObject { ["username"] = "danang", ["password"] = "…" },
            ["auth.answer"] = new JsonObject { ["error_code"] = "0", ["session"] = "4F1C0B7A" },
            ["TraCuuHoSo.request"] = Called("TraCuuHoSo", ("mahoso", picture.Record.MaHoSo)),
            ["TraCuuHoSo.answer"] = new JsonObject { ["error_code"] = "0", ["data"] = new JsonArray(held.Answer()) },
            ["DongBoHoSoMC.request"] = Called("DongBoHoSoMC", ("isUpdating", "True"), ("data", new JsonArray(Json(picture.Record)))),
            ["DongBoHoSoMC.answer"] = new JsonObject { ["error_code"] = "00", ["message"] = "OK" },
            ["CapNhatTienDoHoSoMC.request"] = Called("CapNhatTienDoHoSoMC", ("data", new JsonArray([.. picture.Progress.Select(Json)]))),
            ["CapNhatTienDoHoSoMC.answer"] = new JsonObject { ["error_code"] = 0, ["message"] = "OK" },
            ["refused.answer"] = new JsonObject { ["error_code"] = -1, ["message"] = "Thiếu trường bắt buộc TenTTHC" },
        };
        var shelf = new DictionaryShelf();
        foreach (var (service, code) in new[] { ("LayDanhSachTTHC", ""), ("LayThuTuc", "1.013225"), ("LayDanhMucCoQuan", "") })
        {
            messages[$"{service}.request"] = code.Length == 0 ? Called(service) : Called(service, ("maTTHC", code));
            messages[$"{service}.answer"] = new JsonObject { ["error_code"] = "0", ["result"] = DictionarySimulator.Result(service, code, shelf) };
        }
        foreach (var (name, message) in messages)
        {
            var file = Path.Combine(Sources.Root, "docs", "portal", $"{name}.json");
            var text = $"{message.ToJsonString(Indented)}\n";
            if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
            }
            Assert.That(File.ReadAllText(file), Is.EqualTo(text), name);
        }
    }

    [Test]
    public void The_fixtures_of_the_national_catalogue_are_read()
    {
        static JsonElement Answer(string service) =>
            JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Sources.Root, "docs", "portal", $"{service}.answer.json")));
        var (content, reason) = NationalRecords.Read("1.013225", NationalRecords.In(Answer("LayThuTuc"))[0]);
        Assert.Multiple(() =>
        {
            Assert.That((content!.Name, content.Level, reason), Is.EqualTo(("Cấp giấy phép xây dựng nhà ở riêng lẻ", "Cấp xã", (string?)null)));
            Assert.That(CatalogueListing.Of(NationalRecords.In(Answer("LayDanhSachTTHC")), "MATTHC").Codes, Is.EqualTo(new[] { "1.001612", "1.013225", "1.099999" }));
            Assert.That(CatalogueListing.Of(NationalRecords.In(Answer("LayDanhMucCoQuan")), "MADONVI").Codes, Is.EqualTo(new[] { "G98", "H17.122" }));
            Assert.That(
                NationalForm.Canonical(JsonSerializer.Deserialize<JsonElement>("""{"b": 1, "a": {"d": [2], "c": null}}""")),
                Is.EqualTo("""{"a":{"c":null,"d":[2]},"b":1}"""), "the order of the keys makes no other fingerprint");
        });
    }

    [Test]
    public void Every_field_stands_in_the_description_of_the_mapping()
    {
        var text = File.ReadAllText(Path.Combine(Sources.Root, "docs", "portal", "mapping.md"));
        Assert.That(
            PortalFields.Messages.Values.SelectMany(fields => fields.SelectMany(field => field.Items.Append(field))).Select(field => field.Name).Distinct().Where(name => !text.Contains($"`{name}`", StringComparison.Ordinal)),
            Is.Empty);
    }

    [Test]
    public void Every_status_makes_messages_that_are_taken([Values] DossierStatus status)
    {
        var picture = PortalPicture.Of(KnownDossier.In(status), KnownDossier.Codes);
        Assert.Multiple(() =>
        {
            Assert.That(picture.Record.TrangThaiHoSo, Is.EqualTo(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.That(PortalForms.FaultOfRecord(Json(picture.Record)), Is.Null);
            Assert.That(picture.Progress.Select(line => PortalForms.FaultOfLine(Json(line))), Is.All.Null);
            Assert.That(MessageCheck.Faults("DongBoHoSoMC", JsonSerializer.SerializeToElement(picture.Record, PortalText.Json), KnownDossier.Codes), Is.Empty);
            Assert.That(MessageCheck.Faults("CapNhatTienDoHoSoMC", JsonSerializer.SerializeToElement(picture.Progress, PortalText.Json), KnownDossier.Codes), Is.Empty);
            Assert.That(picture.Progress.Select(line => line.ThoiDiemXuLy), Is.Ordered);
            Assert.That(picture.Progress[^1].TrangThai, Is.EqualTo(status is DossierStatus.Received or DossierStatus.AwaitingSupplement or DossierStatus.AwaitingPayment ? picture.Progress[^1].TrangThai : picture.Record.TrangThaiHoSo));
        });
    }

    [Test]
    public void A_dossier_whose_personal_data_were_erased_is_sent_without_any()
    {
        var dossier = new Dossier(KnownDossier.Returned().Dossier);
        dossier.Erase(Domain.Audit.ErasureBasis.Retention, null, Desk.Monday.AddYears(11));
        var text = JsonSerializer.Serialize(PortalPicture.Of(KnownDossier.Of(dossier.State), KnownDossier.Codes), PortalText.Json);
        foreach (var word in new[] { "Nguyễn Văn A", "048090000001", "0905123456", "a@example.vn", "Nguyễn Lương Bằng", "hẻm", "don.pdf", "Bản vẽ mờ" })
        {
            Assert.That(text, Does.Not.Contain(word));
        }
    }

    [Test]
    public void A_word_without_a_code_is_not_guessed()
    {
        var codes = KnownDossier.Codes with { Lists = new Dictionary<string, IReadOnlyDictionary<string, string>>(KnownDossier.Codes.Lists) { ["LoaiDoiTuong"] = new Dictionary<string, string>() } };
        Assert.Multiple(() =>
        {
            Assert.That(() => PortalPicture.Of(KnownDossier.Returned(), codes), Throws.TypeOf<UnmappedCodeException>().With.Message.EqualTo("LoaiDoiTuong: citizen"));
            Assert.That(codes.Missing(), Does.Contain("LoaiDoiTuong: citizen"));
            Assert.That(KnownDossier.Codes.Missing(), Is.Empty);
            Assert.That(new PortalOptions { Interface = "2026" }.Codes().Of("LoaiDoiTuong", "citizen"), Is.EqualTo("0"), "the kinds of owner differ between the interfaces");
        });
    }

    [Test]
    public void What_comes_back_is_kept_without_persons() => Assert.That(
        PortalText.Note("Hồ sơ của NGUYỄN VĂN A, số 048090000001, a@b.vn bị từ chối", ["Nguyễn Văn A"]), Is.EqualTo("Hồ sơ của …, số …, … bị từ chối"));

    private static JsonObject Json<T>(T value) => (JsonObject)JsonSerializer.SerializeToNode(value, PortalText.Json)!;

    private static JsonObject Called(string service, params (string Name, JsonNode Value)[] arguments)
    {
        var body = new JsonObject { ["session"] = "4F1C0B7A", ["madonvi"] = "H17", ["service"] = service };
        foreach (var (name, value) in arguments)
        {
            body[name] = value;
        }
        return body;
    }
}
