namespace OneStop.Linked.Scenarios;

/// <summary>One other party: a division, the police beside the commune, an agency of another area — nội bộ, phi địa giới.</summary>
internal static class Direct
{
    // H42.06 works 07:30–11:30 and 13:30–17:00, 450 minutes a day; 24/11 is a holiday.
    // 20/11 from 16:00: 60. 23/11: 450. 25/11: 450. 26/11 until 10:00: 150. Together 1,110; one-stop and division are one agency.
    public static async Task Division(LinkedDossier one)
    {
        await one.File("2026-11-20 16:00", "1.013237", "H42.06");
        await one.Work("2026-11-20 16:30");
        await one.Accept("2026-11-23 08:00", "H42.06", "handler");
        await one.Inside("2026-11-25 10:00", "H42.06");
        await one.Inside("2026-11-25 15:00", "H42.06");
        await one.Finish("2026-11-25 15:10", "H42.06", "head");
        await one.Work("2026-11-26 09:00");
        await one.Work("2026-11-26 10:00");
        await one.Work("2026-11-26 14:00");
        await one.Close(new() { ["H42.06"] = 1_110 });
    }

    // The commune works 07:30–11:30 and 13:00–17:00, 480 minutes a day; 24/11 is a holiday.
    // Commune: 23/11 11:00–11:20: 20.
    // Police: 23/11 from 11:20: 10 + 240. 25/11 and 26/11: 960. 27/11 until 09:30: 120. Together 1,330.
    public static async Task Police(LinkedDossier one)
    {
        await one.File("2026-11-23 11:00", "1.004222", "H27.121.01");
        await one.Work("2026-11-23 11:20");
        await one.Accept("2026-11-23 14:00", "G01.827.121", "reception");
        await one.Inside("2026-11-26 11:00", "G01.827.121");
        await one.Inside("2026-11-27 09:00", "G01.827.121");
        await one.Finish("2026-11-27 09:30", "G01.827.121", "leader");
        await one.Work("2026-11-27 15:00");
        await one.Close(new() { ["H27.121"] = 20, ["G01.827.121"] = 1_330 });
    }

    // The term starts anew with the citizen's answer on 03/12 at 15:00. Police: from 15:00: 120. 04/12: 480. 07/12 until 10:00: 150. Together 750.
    public static async Task Supplement(LinkedDossier one)
    {
        await one.File("2026-11-30 09:00", "1.004222", "H27.121.01");
        await one.Work("2026-11-30 09:30");
        await one.Accept("2026-11-30 10:00", "G01.827.121", "handler");
        await one.Supplement("2026-12-01 10:00", "2026-12-03 15:00", "G01.827.121", "H27.121.01");
        await one.Inside("2026-12-04 16:00", "G01.827.121");
        await one.Inside("2026-12-07 09:00", "G01.827.121");
        await one.Finish("2026-12-07 10:00", "G01.827.121", "leader");
        await one.Work("2026-12-07 11:00");
        await one.Close(new() { ["H27.121"] = 0, ["G01.827.121"] = 750 });
    }

    // Commune: 01/12 08:00–08:15: 15. Police, who had taken it: from 08:15: 195 + 240. 02/12 until 10:00: 150. Together 585.
    public static async Task Withdrawn(LinkedDossier one)
    {
        await one.File("2026-12-01 08:00", "1.004222", "H27.121.01");
        await one.Work("2026-12-01 08:15");
        await one.Accept("2026-12-01 09:00", "G01.827.121", "handler");
        await one.Withdraw("2026-12-02 10:00", "G01.827.121", "reception@H27.121.01");
        await one.Close(new() { ["H27.121"] = 15, ["G01.827.121"] = 585 });
    }

    // Commune: 18/11 10:00–10:30: 30.
    // Provincial police, by the hours of the dossier's clock: 18/11 from 10:30: 60 + 240. 19/11 and 20/11: 960. 23/11: 480. 25/11 until 09:30: 120.
    public static async Task NonTerritorial(LinkedDossier one)
    {
        await one.File("2026-11-18 10:00", "3.000347", "H42.123.01");
        await one.Work("2026-11-18 10:30");
        await one.Accept("2026-11-18 15:00", "G01.842", "handler");
        await one.Inside("2026-11-20 16:00", "G01.842");
        await one.Inside("2026-11-23 10:00", "G01.842");
        await one.Inside("2026-11-25 09:00", "G01.842");
        await one.Finish("2026-11-25 09:30", "G01.842", "head");
        await one.Work("2026-11-25 14:00");
        await one.Close(new() { ["H42.123"] = 30, ["G01.842"] = 1_860 });
    }
}
