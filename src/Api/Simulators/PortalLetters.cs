using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OneStop.Api.Simulators;

/// <summary>A message as it is sent: its id and its text.</summary>
internal sealed record PortalLetter(string MessageId, string Body);

/// <summary>Writes the messages of the simulated portal, in its own words: what a test does not say is made up.</summary>
internal static class PortalLetters
{
    private const string Written = "yyyyMMddHHmmss";

    private static readonly Dictionary<string, string> Patterns = new(StringComparer.Ordinal)
    {
        ["submission"] = """
            {
              "MaTTHC": "1.003658", "MaDonViTiepNhan": "H17.122.01", "ChuHoSo": "Nguyễn Văn A", "LoaiDoiTuong": "1", "HinhThuc": "0",
              "ThanhPhanHoSo": [{ "MaThanhPhanHoSo": "01", "SoLuong": 1, "LoaiBan": "2" }, { "MaThanhPhanHoSo": "02", "SoLuong": 1, "LoaiBan": "1" }]
            }
            """,
        ["supplement"] = """{ "NoiDungBoSung": "Đã nộp lại" }""",
        ["withdrawal"] = """{ "LyDo": "Không còn nhu cầu" }""",
        ["payment"] = """{ "TrangThaiThanhToan": "2" }""",
    };

    public static IReadOnlyCollection<string> Kinds => Patterns.Keys;

    public static PortalLetter Write(PostedCallback wanted)
    {
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).ToString(Written, CultureInfo.InvariantCulture);
        var data = JsonNode.Parse(Patterns[wanted.Kind])!.AsObject();
        switch (wanted.Kind)
        {
            case "submission":
                data["SoGiayToChuHoSo"] = $"048090{RandomNumberGenerator.GetInt32(1_000_000):000000}";
                break;
            case "payment":
                data["ThoiGianThanhToan"] = now;
                break;
        }
        foreach (var (name, value) in wanted.Data)
        {
            data[name] = value?.DeepClone();
        }
        var id = wanted.MessageId ?? $"sim-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        return new PortalLetter(id, new JsonObject { ["messageId"] = id, ["kind"] = wanted.Kind, ["sentAt"] = now, ["data"] = data }.ToJsonString());
    }
}
