using System.Text.RegularExpressions;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Notifications;

/// <summary>The words of a message by one channel in one language — mẫu nội dung.</summary>
/// <param name="Channel">By which channel it goes.</param>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
/// <param name="Subject">Heading; of e-mail and of the account's own list only.</param>
/// <param name="Text">Body with named fields, such as <c>{code}</c>.</param>
public sealed partial record TemplateText(NoticeChannel Channel, string Language, string? Subject, string Text)
{
    /// <summary>A short message of the telephone, whose letters with marks take two bytes: three parts of 67 — độ dài SMS.</summary>
    public const int LongestSms = 201;

    public const int LongestText = 2_000;

    public const int LongestSubject = 150;

    private const int LongestFilledSubject = 250;

    /// <summary>A name in a short message is not cut shorter.</summary>
    private const int ShortestName = 12;

    private static readonly string[] Names = ["procedure", "agency", "receivingAgency"];

    /// <summary>What a text may name — trường dữ liệu: code, procedure, agency, days and the like of one dossier; nothing about people.</summary>
    public static readonly IReadOnlyList<string> Fields =
        ["code", "procedure", "agency", "receivingAgency", "dueOn", "answerBy", "expectedOn", "round", "amount", "lookup"];

    /// <summary>The languages of texts — ngôn ngữ.</summary>
    public static readonly IReadOnlyList<string> Languages = ["vi", "en"];

    public bool HasSubject => Channel is NoticeChannel.Email or NoticeChannel.Inbox;

    /// <summary>The text with its fields filled in; a field without a value is empty.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Field().Replace(text, field => values.GetValueOrDefault(field.Groups[1].Value, "")).Trim();

    /// <summary>
    /// The text with its fields filled in, as long as the channel takes: names of procedures and agencies are cut where it would be longer, the
    /// longest first, so that codes, days and addresses stay whole.
    /// </summary>
    public string Filled(IReadOnlyDictionary<string, string> values)
    {
        var filled = Fill(Text, values);
        if (HasSubject)
        {
            return filled;
        }
        var cut = new Dictionary<string, string>(values);
        while (filled.Length > LongestSms && Field().Matches(Text).Select(field => field.Groups[1].Value)
            .Where(name => Names.Contains(name) && cut.GetValueOrDefault(name, "").Length > ShortestName).MaxBy(name => cut[name].Length) is { } longest)
        {
            cut[longest] = Cut(cut[longest], Math.Max(ShortestName, cut[longest].Length - (filled.Length - LongestSms)));
            filled = Fill(Text, cut);
        }
        return filled.Length <= LongestSms ? filled : Cut(filled, LongestSms);
    }

    /// <summary>A heading with its fields filled in, cut where names in it are long; on one line.</summary>
    public static string FillSubject(string text, IReadOnlyDictionary<string, string> values)
    {
        var filled = string.Concat(Fill(text, values).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return filled.Length <= LongestFilledSubject ? filled : Cut(filled, LongestFilledSubject);
    }

    /// <summary>What is against it.</summary>
    /// <param name="path">Where it stands in what was sent.</param>
    public IEnumerable<Fault> Faults(string path)
    {
        if (!Languages.Contains(Language))
        {
            yield return new Fault($"{path}.language", NotificationRules.LanguageIsKnown);
        }
        if (HasSubject != Subject is { Length: > 0 and <= LongestSubject } || Subject?.Any(char.IsControl) == true)
        {
            yield return new Fault($"{path}.subject", NotificationRules.SubjectFitsChannel);
        }
        if (string.IsNullOrWhiteSpace(Text) || Text.Length > (HasSubject ? LongestText : LongestSms))
        {
            yield return new Fault($"{path}.text", NotificationRules.TextFitsChannel);
        }
        foreach (var (name, text) in new[] { ("subject", Subject ?? ""), ("text", Text ?? "") })
        {
            if (Field().Matches(text).Any(field => !Fields.Contains(field.Groups[1].Value)) || Field().Replace(text, "").IndexOfAny(['{', '}']) >= 0)
            {
                yield return new Fault($"{path}.{name}", NotificationRules.FieldsAreKnown);
            }
            if (Number().IsMatch(text))
            {
                yield return new Fault($"{path}.{name}", NotificationRules.TextIsImpersonal);
            }
        }
    }

    private static string Cut(string text, int length) => $"{text[..(length - 1)].TrimEnd()}…";

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Field();

    /// <summary>Nine digits and more, however they are grouped, are somebody's: hot lines and laws have fewer.</summary>
    [GeneratedRegex(@"(?:\d[ .-]?){9,}")]
    private static partial Regex Number();
}
