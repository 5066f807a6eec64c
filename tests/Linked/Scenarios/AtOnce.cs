namespace OneStop.Linked.Scenarios;

/// <summary>Several agencies at the same time — liên thông cùng lúc.</summary>
internal static class AtOnce
{
    // By the commune's hours, 480 minutes a day; 24/11 is a holiday. The police end last and are charged while both work.
    // Commune: 10/11 from 09:00 to 15:00: 150 + 120. 26/11 11:00–14:00: 30 + 60. Together 360.
    // Police: 10/11 from 15:00: 120. 11/11 to 13/11: 1,440. 16/11 to 20/11: 2,400. 23/11 and 25/11: 960. 26/11 until 11:00: 210. Together 5,130.
    public static async Task BirthResidenceInsurance(LinkedDossier one)
    {
        const string police = "G01.824.142";
        const string insurance = "G24.824";
        await one.File("2026-11-10 09:00", "2.000986", "H24.142.01", "thong-thuong");
        await one.Work("2026-11-10 09:30");
        await one.Work("2026-11-10 14:00");
        await one.Work("2026-11-10 15:00");
        await one.Accept("2026-11-10 16:00", police, "handler");
        await one.Accept("2026-11-11 08:00", insurance, "handler");
        await one.Finish("2026-11-17 10:00", insurance, "handler");
        await one.Finish("2026-11-26 11:00", police, "handler");
        await one.Number("2026-11-26 14:00");
        await one.Work("2026-11-27 08:30");
        await one.Close(new() { ["H24.142"] = 360, [police] = 5_130 });
    }

    // By the ward's hours, 480 minutes a day. The lead ends last and is charged while the three work.
    // Ward: 16/11 08:00–09:00: 60. 18/11 from 09:00 to 16:00: 150 + 180. Together 390.
    // Lead: 16/11 from 09:00: 150 + 240. 17/11: 480. 18/11 until 09:00: 90. Together 960.
    public static async Task OneLead(LinkedDossier one)
    {
        const string lead = "H17.06";
        const string tax = "G12.817";
        const string police = "G01.817.122";
        const string handler = "handler@H17.122";
        await one.File("2026-11-16 08:00", "1.003658", "H17.122.01");
        await one.Work("2026-11-16 08:15");
        await one.Claim("2026-11-16 09:00");
        await one.Open("2026-11-16 09:00", handler, Leg(lead, leads: true));
        await one.Open("2026-11-16 09:00", handler, Leg(tax));
        await one.Refused("transfer.has-one-lead", "transfers", handler, Leg(police, leads: true));
        await one.Open("2026-11-16 09:00", handler, Leg(police));
        await one.Refused("dossier.legs-have-ended", "steps/complete", handler);
        await one.Accept("2026-11-16 10:00", lead, "handler");
        await one.Accept("2026-11-16 10:30", tax, "handler");
        await one.Accept("2026-11-16 14:00", police, "handler");
        await one.Finish("2026-11-16 15:00", tax, "handler");
        await one.Finish("2026-11-17 10:00", police, "handler");
        await one.Finish("2026-11-18 09:00", lead, "head");
        await one.Work("2026-11-18 11:00");
        await one.Work("2026-11-18 14:00");
        await one.Work("2026-11-18 15:00");
        await one.Work("2026-11-18 16:00");
        await one.Work("2026-11-18 16:30");
        await one.Close(new() { ["H17.122"] = 390, [lead] = 960 });
    }

    private static object Leg(string to, bool leads = false) => new
    {
        kind = "horizontal", toAgency = to, task = "Phối hợp kiểm tra điều kiện", limit = new { value = 2, unit = "workingDay" },
        parallelGroup = "phoi-hop", lead = leads, reason = "Chuyển đồng thời cho các cơ quan liên quan",
    };
}
