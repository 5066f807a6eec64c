namespace OneStop.Linked.Scenarios;

/// <summary>Between agencies of one level, and the citizen who pays in between — liên thông ngang, nghĩa vụ tài chính.</summary>
internal static class Horizontal
{
    // By the commune's hours, 480 minutes a day. The citizen pays from 19/11 11:00 to 25/11 14:30:
    // 30 + 240, 20/11 and 23/11 960, 24/11 a holiday, 25/11 240 + 90: 1,560 minutes are nobody's.
    // Commune: 16/11 08:00–09:00: 60.
    // Land office: 16/11 from 09:00: 390. 17/11: 480. 18/11 until 09:30: 120. 25/11 from 15:00: 120. 26/11: 480. 27/11 until 14:30: 330. Together 1,920.
    // Tax: 18/11 from 09:30: 360. 19/11 until 11:00: 210. 25/11 14:30–15:00: 30. Together 600.
    public static async Task LandAndTax(LinkedDossier one)
    {
        const string land = "H42.15.21";
        const string tax = "G12.842.21";
        await one.File("2026-11-16 08:00", "1.013980", "H42.121.01");
        await one.Work("2026-11-16 09:00");
        await one.Accept("2026-11-16 10:00", land, "handler");
        await one.Inside("2026-11-17 16:00", land);
        await one.Inside("2026-11-18 09:00", land);
        await one.Finish("2026-11-18 09:30", land, "handler");
        await one.Accept("2026-11-18 10:00", tax, "handler");
        await one.Inside("2026-11-19 10:00", tax);
        await one.Inside("2026-11-19 10:45", tax);
        await one.Pay("2026-11-19 11:00", "2026-11-25 14:30", tax, "reception@H42.121.01");
        await one.Finish("2026-11-25 15:00", tax, "handler");
        await one.Accept("2026-11-25 15:30", land, "handler");
        await one.Inside("2026-11-27 09:00", land);
        await one.Inside("2026-11-27 14:00", land);
        await one.Finish("2026-11-27 14:30", land, "leader");
        await one.Work("2026-11-30 09:00");
        await one.Close(new() { ["H42.121"] = 60, [land] = 1_920, [tax] = 600 });
    }

    public static async Task FirstRegistration(LinkedDossier one)
    {
        const string land = "H42.15.21";
        const string tax = "G12.842.21";
        await one.File("2026-10-05 07:45", "1.013978", "H42.123.01", "dang-ky-va-cap-giay-chung-nhan");
        await one.Work("2026-10-05 08:30");
        await one.Work("2026-10-14 16:30");
        await one.Accept("2026-10-15 08:00", land, "handler");
        await one.Finish("2026-10-20 10:00", land, "handler");
        await one.Accept("2026-10-20 13:45", tax, "handler");
        await one.Pay("2026-10-21 15:30", "2026-10-29 08:15", tax, $"handler@{tax}");
        await one.Finish("2026-10-29 09:00", tax, "handler");
        await one.Work("2026-10-30 09:00");
        await one.Work("2026-10-30 16:00");
        await one.Work("2026-11-02 08:00");
        await one.Work("2026-11-02 09:30");
        await one.Close();
    }
}
