using System.Globalization;
using System.Text.Json;
using OneStop.Application.Contract;

namespace OneStop.Application.Portal;

/// <summary>Checks a message to the portal field by field.</summary>
public sealed class MessageCheck
{
    private readonly PortalCodes codes;
    private readonly FieldCheck fields;

    private MessageCheck(PortalCodes codes) => (this.codes, fields) = (codes, new FieldCheck(list => codes.Lists[list].Values));

    /// <summary>The faults of a message; none where the portal's form is kept.</summary>
    /// <param name="service">One of <see cref="PortalFields.Messages"/>.</param>
    /// <param name="data">One item or a list of them.</param>
    public static IReadOnlyList<MessageFault> Faults(string service, JsonElement data, PortalCodes codes)
    {
        var check = new MessageCheck(codes);
        var items = data.ValueKind == JsonValueKind.Array ? [.. data.EnumerateArray()] : new[] { data };
        if (items.Length == 0)
        {
            check.fields.Note("data", MessageFaultKind.Missing, null);
        }
        for (var i = 0; i < items.Length; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"data[{i}]");
            check.fields.Record(path, items[i], PortalFields.Messages[service]);
            if (service == ServiceNames.SyncDossiers && items[i].ValueKind == JsonValueKind.Object)
            {
                check.Course(path, items[i]);
            }
        }
        return check.fields.Faults;
    }

    /// <summary>What a status brings with it.</summary>
    private void Course(string path, JsonElement item)
    {
        string Value(string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        void Demand(string name)
        {
            if (Value(name).Length == 0)
            {
                fields.Note($"{path}.{name}", MessageFaultKind.Missing, null);
            }
        }

        var word = codes.Lists["TrangThaiHoSo"].FirstOrDefault(pair => pair.Value == Value("TrangThaiHoSo")).Key;
        if (word is "received" or "inProgress" or "awaitingSupplement" or "awaitingPayment" or "resolved" or "returned")
        {
            // A registered dossier may be asked for a supplement before it is received.
            if (word is not "awaitingSupplement")
            {
                Demand("NgayTiepNhan");
                Demand("NgayHenTra");
            }
        }
        if (word is "notAccepted")
        {
            Demand("NgayTuChoi");
        }
        if (word is "resolved" or "returned")
        {
            Demand("NgayKetThucXuLy");
        }
        if (word is "returned")
        {
            Demand("NgayTra");
        }
    }
}
