namespace OneStop.Linked.Scenarios;

/// <summary>Sent the wrong way — chuyển nhầm nơi nhận.</summary>
internal static class Misrouted
{
    private const string Branch = "H42.15.21";
    private const string Land = "H42.15";
    private const string Department = "H42.13";

    // Commune: 25/11 08:00–08:30, the leg it sent the wrong way until 10:00, and until it found the new way at 10:30: 150.
    // Land office: 25/11 from 10:30: 60 + 180: 240.
    public static async Task Declined(LinkedDossier one)
    {
        await one.File("2026-11-25 08:00", "1.013988", "H42.121.01");
        await one.Work("2026-11-25 08:30");
        await one.Decline("2026-11-25 10:00", Branch, "handler");
        await one.Reroute("2026-11-25 10:30", Branch, Land, "handler@H42.121");
        await one.Accept("2026-11-25 11:00", Land, "handler");
        await one.Finish("2026-11-25 16:00", Land, "head");
        await one.Work("2026-11-25 16:30");
        await one.Close(new() { ["H42.121"] = 150, [Land] = 240 });
    }

    // Commune: 26/11 08:00–08:30, and the leg it sent the wrong way until 09:30: 90. Land office: 26/11 from 09:30 to 15:00: 120 + 120.
    public static async Task Forwarded(LinkedDossier one)
    {
        await one.File("2026-11-26 08:00", "1.013988", "H42.121.01");
        await one.Work("2026-11-26 08:30");
        await one.Reroute("2026-11-26 09:30", Branch, Land, $"handler@{Branch}");
        await one.Accept("2026-11-26 10:00", Land, "handler");
        await one.Finish("2026-11-26 15:00", Land, "head");
        await one.Work("2026-11-26 16:00");
        await one.Close(new() { ["H42.121"] = 90, [Land] = 240 });
    }

    // Commune: 27/11 08:00–08:30, its wrong leg until 09:00, and while no leg is open, 10:00–10:30: 90.
    // Branch: the leg it forwarded the wrong way, 09:00–10:00: 60. Department: 10:30 to 14:00: 60 + 60.
    public static async Task ForwardedThenDeclined(LinkedDossier one)
    {
        await one.File("2026-11-27 08:00", "1.013988", "H42.121.01");
        await one.Work("2026-11-27 08:30");
        await one.Reroute("2026-11-27 09:00", Branch, Land, $"handler@{Branch}");
        await one.Decline("2026-11-27 10:00", Land, "handler");
        await one.Reroute("2026-11-27 10:30", Land, Department, $"handler@{Branch}");
        await one.Accept("2026-11-27 11:00", Department, "reception");
        await one.Finish("2026-11-27 14:00", Department, "head");
        await one.Work("2026-11-27 15:00");
        await one.Close(new() { ["H42.121"] = 90, [Branch] = 60, [Department] = 120 });
    }
}
