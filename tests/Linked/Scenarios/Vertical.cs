namespace OneStop.Linked.Scenarios;

/// <summary>From the commune upwards — liên thông dọc.</summary>
internal static class Vertical
{
    // All three work 07:30–11:30 and 13:30–17:00, 450 minutes a day; Tết from Monday 04/02 to Friday 08/02/2019.
    // Commune: 28/01 14:00–17:00: 180. 29/01: 450. 30/01 until 09:30: 120. Together 750.
    // District: 30/01 from 09:30: 120 + 210. 31/01 and 01/02: 900. 11/02 until 10:00: 150. Together 1,380.
    // Department: 11/02 from 10:00: 90 + 210. 12/02 and 13/02: 900. 14/02 until 09:00: 90. Together 1,290.
    public static async Task ThreeLevels(LinkedDossier one)
    {
        await one.File("2019-01-28 14:00", "1.010833", "H40.26.03");
        await one.Work("2019-01-28 15:00");
        await one.Work("2019-01-29 16:00");
        await one.Work("2019-01-30 08:30");
        await one.Work("2019-01-30 09:30");
        await one.Accept("2019-01-30 13:40", "H40.26", "reception");
        await one.Inside("2019-01-30 14:00", "H40.26");
        await one.Inside("2019-02-01 16:30", "H40.26");
        await one.Inside("2019-02-11 09:00", "H40.26");
        await one.Inside("2019-02-11 09:30", "H40.26");
        await one.Finish("2019-02-11 10:00", "H40.26", "leader");
        await one.Accept("2019-02-11 15:00", "H40.07", "reception");
        await one.Inside("2019-02-11 15:30", "H40.07");
        await one.Inside("2019-02-13 11:00", "H40.07");
        await one.Inside("2019-02-13 14:30", "H40.07");
        await one.Inside("2019-02-13 16:00", "H40.07");
        await one.Inside("2019-02-14 08:30", "H40.07");
        await one.Finish("2019-02-14 09:00", "H40.07", "leader");
        await one.Work("2019-02-14 10:00");
        await one.Close(new() { ["H40.26.03"] = 750, ["H40.26"] = 1_380, ["H40.07"] = 1_290 });
    }

    // Both work 07:00–11:30 and 13:30–17:00, 480 minutes a day; 29/04 (moved to Saturday 04/05), 30/04 and 01/05 are off.
    // Commune: 22/04 from 09:00: 150 + 210. 23/04 to 26/04: 1,920. 02/05 until 08:00: 60. Together 2,340.
    // District: 02/05 from 08:00: 210 + 210. 03/05 and Saturday 04/05: 960. 06/05 until 11:00: 240. Together 1,620.
    public static async Task TwoLevelsOf2019(LinkedDossier one)
    {
        await one.File("2019-04-22 09:00", "1.001776", "H27.23.01");
        await one.Work("2019-04-22 10:00");
        await one.Work("2019-04-26 16:00");
        await one.Work("2019-05-02 08:00");
        await one.Accept("2019-05-02 09:00", "H27.23", "reception");
        await one.Inside("2019-05-02 10:00", "H27.23");
        await one.Inside("2019-05-04 11:00", "H27.23");
        await one.Inside("2019-05-04 15:00", "H27.23");
        await one.Inside("2019-05-06 09:00", "H27.23");
        await one.Inside("2019-05-06 10:30", "H27.23");
        await one.Finish("2019-05-06 11:00", "H27.23", "leader");
        await one.Work("2019-05-06 14:00");
        await one.Close(new() { ["H27.23.01"] = 2_340, ["H27.23"] = 1_620 });
    }

    // By the commune's hours, 480 minutes a day; 24/11 is a holiday.
    // Commune: 19/11 15:30–17:00: 90. 20/11: 480. 23/11 until 10:00: 150. Together 720.
    // Department: 23/11 from 10:00: 90 + 240. 25/11 and 26/11: 960. 27/11 until 09:00: 90. Together 1,380.
    public static async Task TwoLevelsOf2026(LinkedDossier one)
    {
        await one.File("2026-11-19 15:30", "1.010833", "H42.122");
        await one.Work("2026-11-19 16:00");
        await one.Work("2026-11-20 16:00");
        await one.Work("2026-11-23 09:00");
        await one.Work("2026-11-23 10:00");
        await one.Accept("2026-11-23 14:00", "H42.03", "reception");
        await one.Inside("2026-11-23 14:30", "H42.03");
        await one.Inside("2026-11-26 11:00", "H42.03");
        await one.Inside("2026-11-26 15:00", "H42.03");
        await one.Inside("2026-11-27 08:00", "H42.03");
        await one.Inside("2026-11-27 08:30", "H42.03");
        await one.Finish("2026-11-27 09:00", "H42.03", "leader");
        await one.Work("2026-11-27 10:00");
        await one.Close(new() { ["H42.122"] = 720, ["H42.03"] = 1_380 });
    }

    // Commune: 20/10 from 08:00: 450. 21/10 and 22/10: 960. 23/10 until 16:00: 420. Together 1,830.
    // Department: 23/10 from 16:00: 60. 26/10 to 29/10: 1,920. 30/10 until 08:15: 45. Together 2,025.
    // Province: 30/10 from 08:15: 435. 02/11 to 06/11: 2,400. 09/11 to 11/11: 1,440. 12/11 until 14:30: 330. Together 4,605.
    public static async Task Submission(LinkedDossier one)
    {
        await one.File("2026-10-20 08:00", "3.000410", "H42.121.01");
        await one.Work("2026-10-20 09:00");
        await one.Work("2026-10-23 10:00");
        await one.Work("2026-10-23 16:00");
        await one.Accept("2026-10-26 08:00", "H42.05", "reception");
        await one.Inside("2026-10-26 08:30", "H42.05");
        await one.Inside("2026-10-28 16:00", "H42.05");
        await one.Inside("2026-10-29 09:00", "H42.05");
        await one.Inside("2026-10-29 15:00", "H42.05");
        await one.Inside("2026-10-30 08:00", "H42.05");
        await one.Finish("2026-10-30 08:15", "H42.05", "leader");
        await one.Accept("2026-10-30 09:00", "H42", "clerk");
        await one.Inside("2026-11-09 16:00", "H42");
        await one.Inside("2026-11-10 10:00", "H42");
        await one.Inside("2026-11-12 09:00", "H42");
        await one.Inside("2026-11-12 14:00", "H42");
        await one.Finish("2026-11-12 14:30", "H42", "leader");
        await one.Work("2026-11-13 09:00");
        await one.Close(new() { ["H42.121"] = 1_830, ["H42.05"] = 2_025, ["H42"] = 4_605 });
    }
}
