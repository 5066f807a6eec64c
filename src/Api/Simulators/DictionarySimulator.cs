using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace OneStop.Api.Simulators;

/// <summary>What the simulated national database says of procedures and agencies, in memory; a few of each to begin with.</summary>
internal sealed class DictionaryShelf
{
    public DictionaryShelf()
    {
        Put(Procedures, "1.001612", Procedure("1.001612", "Đăng ký thành lập hộ kinh doanh", "Thành lập và hoạt động của hộ kinh doanh", "Cấp xã", 3, "100000"));
        Put(Procedures, "1.013225", Procedure("1.013225", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Hoạt động xây dựng", "Cấp xã", 20, "75000"));
        Put(Procedures, "1.099999", Procedure("1.099999", "Thủ tục chưa có trong danh mục của địa phương", "Hoạt động xây dựng", "Cấp tỉnh", 10, "Không"));
        Put(Agencies, "H17.122", Agency("H17.122", "UBND phường Hòa Khánh", "Cấp xã"));
        Put(Agencies, "G98", Agency("G98", "Cơ quan chưa có trong danh mục của địa phương", "Cấp bộ"));
    }

    public ConcurrentDictionary<string, string> Procedures { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, string> Agencies { get; } = new(StringComparer.Ordinal);

    /// <summary>Keeps a record as it came, also a malformed one.</summary>
    public static void Put(ConcurrentDictionary<string, string> shelf, string code, JsonNode? record) => shelf[code] = record?.ToJsonString() ?? "null";

    /// <summary>Where a magic word may stand: in the procedure that is asked for.</summary>
    public string? Remark(string code) => Procedures.GetValueOrDefault(code);

    private static JsonObject Procedure(string code, string name, string field, string level, int days, string amount) => new()
    {
        ["MATTHC"] = code, ["TENTTHC"] = name, ["TENLINHVUC"] = field, ["CAPTHUCHIEN"] = level,
        ["CACHTHUCTHUCHIEN"] = new JsonArray(new JsonObject
        {
            ["KENH"] = "1",
            ["THOIGIAN"] = new JsonArray(new JsonObject
            {
                ["THOIGIANGIAIQUYET"] = days.ToString(System.Globalization.CultureInfo.InvariantCulture), ["DONVITINH"] = "Ngày làm việc",
                ["PHILEPHI"] = new JsonArray(new JsonObject { ["MAPHILEPHI"] = "2", ["SOTIEN"] = amount, ["DONVI"] = "Đồng" }),
            }),
        }),
    };

    private static JsonObject Agency(string code, string name, string level) => new() { ["MADONVI"] = code, ["TENDONVI"] = name, ["CAPDONVI"] = level };
}

/// <summary>The dictionary services of the simulated portal; what they say can be changed behind everybody's back.</summary>
internal static class DictionarySimulator
{
    public static void MapDictionary(this WebApplication app)
    {
        app.MapPut("/portal/catalogue/{code}", PutProcedure);
        app.MapDelete("/portal/catalogue/{code}", RemoveProcedure);
        app.MapPut("/portal/agencies/{code}", PutAgency);
        app.MapDelete("/portal/agencies/{code}", RemoveAgency);
    }

    /// <summary>Whether it is one of the services here.</summary>
    public static bool Serves(string service) => service is "LayDanhSachTTHC" or "LayThuTuc" or "LayDanhMucCoQuan";

    /// <summary>What a service answers: the list has codes and names only, one procedure is answered whole.</summary>
    public static JsonArray Result(string service, string code, DictionaryShelf shelf) => service switch
    {
        "LayDanhSachTTHC" => [.. shelf.Procedures.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Listed(one.Value))],
        "LayThuTuc" => shelf.Procedures.TryGetValue(code, out var record) ? [JsonNode.Parse(record)] : [],
        _ => [.. shelf.Agencies.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => JsonNode.Parse(one.Value))],
    };

    private static JsonNode? Listed(string text)
    {
        if (JsonNode.Parse(text) is not JsonObject record)
        {
            return JsonNode.Parse(text);
        }
        return new JsonObject { ["MATTHC"] = record["MATTHC"]?.DeepClone(), ["TENTTHC"] = record["TENTTHC"]?.DeepClone() };
    }

    private static async Task<IResult> PutProcedure(string code, HttpContext http, DictionaryShelf shelf) => await Put(shelf.Procedures, code, http);

    private static async Task<IResult> PutAgency(string code, HttpContext http, DictionaryShelf shelf) => await Put(shelf.Agencies, code, http);

    private static IResult RemoveProcedure(string code, DictionaryShelf shelf) => shelf.Procedures.TryRemove(code, out _) ? Results.NoContent() : Results.NotFound();

    private static IResult RemoveAgency(string code, DictionaryShelf shelf) => shelf.Agencies.TryRemove(code, out _) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> Put(ConcurrentDictionary<string, string> shelf, string code, HttpContext http)
    {
        DictionaryShelf.Put(shelf, code, await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted));
        return Results.NoContent();
    }
}
