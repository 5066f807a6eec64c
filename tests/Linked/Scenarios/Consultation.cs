namespace OneStop.Linked.Scenarios;

/// <summary>Opinions asked for, and silence — lấy ý kiến.</summary>
internal static class Consultation
{
    // By the commune's hours, 480 minutes a day. Twelve days end on 16/11; the silence lapses at midnight behind it.
    // Commune: 02/11 from 08:00: 450. 03/11: 480. 04/11 until 10:00: 150. 17/11 to 19/11: 1,440. 20/11 until 08:30: 60. Together 2,580.
    // Department: 04/11 from 10:00: 330. 05/11 and 06/11: 960. 09/11 to 13/11: 2,400. 16/11: 480. Together 4,170.
    public static async Task Silence(LinkedDossier one)
    {
        await one.File("2026-11-02 08:00", "1.013225", "H24.141.01", "cong-trinh-khac");
        await one.Work("2026-11-02 08:30");
        await one.Work("2026-11-04 10:00");
        await one.At("2026-11-17 08:00");
        await one.Lapsed("H24.06", "2026-11-17 00:00", place: 3);
        await one.Work("2026-11-18 16:00");
        await one.Work("2026-11-19 10:00");
        await one.Work("2026-11-19 15:00");
        await one.Work("2026-11-20 08:30");
        await one.Work("2026-11-20 10:00");
        await one.Close(new() { ["H24.141"] = 2_580, ["H24.06"] = 4_170 });
    }

    // By the district's hours, 480 minutes a day; 18/04 is a holiday. Twelve days end on Saturday 20/04, so on Monday 22/04.
    // The police, silent to the end, end last. District: 08/04 08:00–16:00: 210 + 180. 23/04 until 15:30: 240 + 150. Together 780.
    // Police: 08/04 from 16:00: 60. 09/04 to 12/04: 1,920. 15/04 to 17/04: 1,440. 19/04 and 22/04: 960. Together 4,380.
    public static async Task TwoAtOnce(LinkedDossier one)
    {
        await one.File("2024-04-08 08:00", "1.009994", "H17.25.40");
        await one.Work("2024-04-08 09:00");
        await one.Work("2024-04-08 16:00");
        await one.Accept("2024-04-09 09:00", "H17.06", "handler");
        await one.Finish("2024-04-15 10:00", "H17.06", "handler");
        await one.At("2024-04-23 08:00");
        await one.Lapsed("G01.817.25", "2024-04-23 00:00", place: 4);
        await one.Work("2024-04-23 09:00");
        await one.Work("2024-04-23 14:00");
        await one.Work("2024-04-23 15:30");
        await one.Work("2024-04-24 08:00");
        await one.Close(new() { ["H17.25"] = 780, ["G01.817.25"] = 4_380 });
    }

    // By the ward's hours, 480 minutes a day. Four hours of the tax office end at 15:00; late is the minute after.
    // Ward: 18/11 08:00–09:00: 60. 19/11 from 10:00: 90 + 240. 20/11 until 10:00: 150. Together 540.
    // Tax: 18/11 from 09:00: 150 + 240. 19/11 until 10:00: 150. Together 540.
    public static async Task EscalatedThenAnswered(LinkedDossier one)
    {
        await one.File("2026-11-18 08:00", "1.003658", "H17.122.01");
        await one.Work("2026-11-18 08:30");
        await one.Claim("2026-11-18 09:00");
        await one.Open("2026-11-18 09:00", "handler@H17.122", Question("G12.817"));
        await one.Accept("2026-11-18 10:00", "G12.817", "handler");
        await one.At("2026-11-18 16:00");
        await one.Escalated("G12.817", "2026-11-18 15:01");
        await one.Refused("dossier.legs-have-ended", "steps/complete", "handler@H17.122");
        await one.Finish("2026-11-19 10:00", "G12.817", "handler");
        await one.Work("2026-11-19 14:00");
        await one.Work("2026-11-19 16:00");
        await one.Work("2026-11-20 09:00");
        await one.Work("2026-11-20 10:00");
        await one.Work("2026-11-20 10:15");
        await one.Close(new() { ["H17.122"] = 540, ["G12.817"] = 540 });
    }

    // The office that took the question and kept silent answers for its time, although the question was taken back in the end.
    // Ward: 18/11 08:00–09:00: 60. 19/11 from 09:00 to 16:00: 150 + 180. Together 390. Tax: 18/11 from 09:00: 390. 19/11 until 09:00: 90. Together 480.
    public static async Task EscalatedThenRecalled(LinkedDossier one)
    {
        await one.File("2026-11-18 08:00", "1.003658", "H17.122.01");
        await one.Work("2026-11-18 08:30");
        await one.Claim("2026-11-18 09:00");
        await one.Open("2026-11-18 09:00", "handler@H17.122", Question("G12.817"));
        await one.Accept("2026-11-18 10:00", "G12.817", "handler");
        await one.At("2026-11-18 16:30");
        await one.Escalated("G12.817", "2026-11-18 15:01");
        await one.Recall("2026-11-19 09:00", "G12.817", "handler@H17.122");
        await one.Work("2026-11-19 10:30");
        await one.Work("2026-11-19 14:00");
        await one.Work("2026-11-19 15:00");
        await one.Work("2026-11-19 16:00");
        await one.Work("2026-11-19 16:30");
        await one.Close(new() { ["H17.122"] = 390, ["G12.817"] = 480 });
    }

    private static object Question(string to) => new
    {
        kind = "consultation", toAgency = to, task = "Cho ý kiến về nghĩa vụ thuế", limit = new { value = 4, unit = "hour" },
        silenceMeansConsent = false, reason = "Cần ý kiến trước khi trình ký",
    };
}
