using OneStop.Api.Http;
using OneStop.Application.Forms;
using OneStop.Domain.Procedures;

namespace OneStop.Api.Forms;

/// <summary>Forms 02 to 05 of the sets: what the citizen is told on the way.</summary>
internal static class NoticePages
{
    public static Html Supplement(PrintedForm printed, Wording words)
    {
        var (form, supplement) = (printed.Form, printed.Form.Supplement!);
        return Html.Of($"""
            {FormPage.Fact(words.OneStopOffice, form.ReceivingAgency.Name)}
            {FormPage.Top(printed, words)}
            {(supplement.Round > 1 ? FormPage.Fact(words["Lần yêu cầu", "Request number"], $"{supplement.Round}") : Html.Empty)}
            <h2>{words["Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau", "To be supplemented or completed"]}:</h2>
            {Defects(supplement.Defects, words)}
            <p>{words["Đề nghị bổ sung, hoàn thiện và gửi về Bộ phận Tiếp nhận và Trả kết quả trước", "Please complete it and bring it to the one-stop office before"]} <b>{words.At(supplement.AnswerBy)}</b>{words["; quá thời hạn này hồ sơ được đóng theo quy định.", "; after that the dossier is closed as the rules say."]}</p>
            <p>{words["Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, đề nghị liên hệ để được hướng dẫn", "Should anything be unclear, please ask for guidance"]}:</p>
            {FormPage.Guide(form, words)}
            {PrintedPage.Signatures(FormPage.Hint(words), (words["Người hướng dẫn", "Guided by"], form.Official))}
            """);
    }

    public static Html Refusal(PrintedForm printed, Wording words)
    {
        var (form, refusal) = (printed.Form, printed.Form.Refusal!);
        return Html.Of($"""
            {FormPage.Fact(words.OneStopOffice, form.ReceivingAgency.Name)}
            {FormPage.Top(printed, words, letter: false, FormPage.Identity(form.Owner, words))}
            {(form.Channel == Channel.Online ? FormPage.Fact(words["Nộp trực tuyến lúc", "Filed online at"], words.At(form.SubmittedAt)) : Html.Empty)}
            {(refusal.Stage == RefusalStage.Resolution && form.ReceivedAt is { } received ? FormPage.Fact(words["Đã tiếp nhận lúc", "Received at"], words.At(received)) : Html.Empty)}
            <p>{(refusal.Stage == RefusalStage.Reception
                ? words["Qua xem xét, cơ quan thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau", "Having looked at the dossier, the agency does not receive it, for these reasons"]
                : words["Qua xem xét, cơ quan thông báo từ chối giải quyết hồ sơ này với lý do cụ thể như sau", "Having examined the dossier, the agency refuses what is requested, for these reasons"])}:</p>
            {(refusal.Defects.Count > 0 ? Defects(refusal.Defects, words) : Reason(refusal.Reason, refusal.UnansweredSince, words))}
            <p>{words["Đề nghị liên hệ để được hướng dẫn", "For guidance please ask"]}:</p>
            {FormPage.Guide(form, words)}
            {PrintedPage.Signatures(FormPage.Hint(words), (words["Người nộp hồ sơ", "Submitter"], null), (refusal.Stage == RefusalStage.Reception
                ? words["Người từ chối tiếp nhận", "Not received by"] : words["Người từ chối giải quyết", "Refused by"], form.Official))}
            """);
    }

    /// <summary>More time that was granted is asked for in the words of the set; an apology extends nothing and does not ask.</summary>
    public static Html Apology(PrintedForm printed, Wording words)
    {
        var (form, apology) = (printed.Form, printed.Form.Apology!);
        return Html.Of($"""
            {FormPage.Top(printed, words, letter: true)}
            {FormPage.Fact(words["Đã tiếp nhận lúc", "Received at"], form.ReceivedAt is { } received ? words.At(received) : null)}
            {FormPage.Fact(words["Thời gian hẹn trả kết quả", "Appointment for the result"], words.At(apology.DueAt))}
            {(apology.ExtendedTo is { } until ? FormPage.Fact(words["Thời gian hẹn trả mới", "New appointment"], words.At(until)) : Html.Empty)}
            {(apology.Number > 1 ? FormPage.Fact(words["Xin lỗi lần thứ", "Apology number"], $"{apology.Number}") : Html.Empty)}
            <p>{(apology.Late
                ? words["Tuy nhiên đến nay, cơ quan chưa trả kết quả giải quyết hồ sơ đúng thời hạn đã hẹn. Lý do", "The agency has not given the result by then. The reason"]
                : words["Tuy nhiên, cơ quan không thể trả kết quả giải quyết hồ sơ đúng thời hạn đã hẹn. Lý do", "The agency cannot give the result by then. The reason"])}:</p>
            {Reason(apology.Reason, null, words)}
            <p>{words["Cơ quan trân trọng xin lỗi Ông/Bà, tổ chức", "The agency apologises"]}{(apology.Late ? words[" về sự chậm trễ này", " for this delay"] : words[" vì không trả được kết quả đúng hẹn", " for not keeping the appointment"])}{(apology, form.Set) switch
                {
                    (_, "2018") => words[" và hẹn lại thời gian trả kết quả vào", " and makes a new appointment for"],
                    ({ ExtendedTo: not null }, _) => words[" và đề nghị được gia hạn thời gian giải quyết hồ sơ đến", " and asks for more time until"],
                    _ => words[" và dự kiến trả kết quả vào", " and expects to give the result on"],
                }} <b>{(apology.ExtendedTo is { } extended ? words.At(extended) : words.On(apology.ExpectedOn))}</b>.</p>
            {(apology.ExtendedTo is null && form.Set != "2018" ? Html.Of($"<p>{words["Văn bản này không gia hạn thời hạn giải quyết hồ sơ.", "This letter does not extend the time to resolve the dossier."]}</p>") : Html.Empty)}
            <p>{words["Sự chậm trễ này gây phiền hà, rất mong nhận được sự thông cảm của Ông/Bà, tổ chức.", "We regret the trouble this causes and ask for your understanding."]}</p>
            {PrintedPage.Signatures(words["(Ký, ghi rõ họ tên, đóng dấu)", "(signature, full name, seal)"], (words["Thủ trưởng cơ quan giải quyết", "Head of the agency"], null))}
            """);
    }

    public static Html Stop(PrintedForm printed, Wording words)
    {
        var (form, stop) = (printed.Form, printed.Form.Stop!);
        return Html.Of($"""
            {FormPage.Top(printed, words, letter: true)}
            {FormPage.Fact(words["Đã tiếp nhận lúc", "Received at"], form.ReceivedAt is { } received ? words.At(received) : null)}
            <p>{words["Cơ quan thông báo dừng giải quyết hồ sơ nêu trên từ", "The agency gives notice that it resolves this dossier no further from"]} <b>{words.At(form.At)}</b>. {words["Lý do", "Reason"]}:</p>
            {Reason(stop.Reason, stop.UnansweredSince, words)}
            <p>{words["Đề nghị liên hệ để được hướng dẫn", "For guidance please ask"]}:</p>
            {FormPage.Guide(form, words)}
            {PrintedPage.Signatures(words["(Ký, ghi rõ họ tên, đóng dấu)", "(signature, full name, seal)"], (words["Thủ trưởng cơ quan giải quyết", "Head of the agency"], null))}
            """);
    }

    private static Html Defects(IReadOnlyList<FormDefect> defects, Wording words) => Html.Of($"""
        <table><thead><tr><th class="n">{words.Row}</th><th>{words["Giấy tờ, nội dung", "Paper or content"]}</th><th>{words["Lý do", "Reason"]}</th></tr></thead>
        <tbody>{Html.Join(defects.Select((defect, i) => Html.Of($"<tr><td class=\"n\">{i + 1}</td><td>{(defect.Component is null ? Field(defect.Name, words) : defect.Name)}</td><td class=\"reason\">{defect.Message}</td></tr>")))}</tbody></table>
        """);

    /// <summary>A field of the dossier by its words; an answer of the form by its name.</summary>
    private static string Field(string path, Wording words) => path switch
    {
        "owner.fullName" => words["Họ tên chủ hồ sơ", "Name of the owner"],
        "owner.address" => words["Địa chỉ chủ hồ sơ", "Address of the owner"],
        "owner.personalId" => words["Số định danh cá nhân chủ hồ sơ", "Personal identification number of the owner"],
        "owner.phone" => words["Số điện thoại chủ hồ sơ", "Phone of the owner"],
        "owner.email" => words["Thư điện tử chủ hồ sơ", "E-mail of the owner"],
        _ => path,
    };

    private static Html Reason(string? reason, DateTimeOffset? unansweredSince, Wording words) => (reason, unansweredSince) switch
    {
        ({ Length: > 0 } text, _) => Html.Of($"<p class=\"reason\">{text}</p>"),
        (_, { } since) => Html.Of($"<p>{words["Hết thời hạn bổ sung, hoàn thiện hồ sơ", "The time to complete the dossier ended"]} ({words.At(since)}) {words["mà không nhận được hồ sơ bổ sung.", "and nothing was handed in."]}</p>"),
        _ => Html.Raw("<p class=\"f\"><span class=\"dots\"></span></p>"),
    };
}
