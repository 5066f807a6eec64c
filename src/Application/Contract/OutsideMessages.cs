using static OneStop.Application.Contract.FieldFormat;
using static OneStop.Application.Contract.FieldPresence;

namespace OneStop.Application.Contract;

/// <summary>The messages between the engine and systems outside, but for those of the National Portal, whose code lists are a matter of configuration.</summary>
public static class OutsideMessages
{
    /// <summary>Version of these messages; a field that is added does not raise it.</summary>
    public const string Version = "1";

    private const string Code = "^[A-Za-z0-9][A-Za-z0-9.-]*$";

    private static readonly MessageField[] Question =
    [
        new("number", Filled, Text, 20) { Pattern = "^[0-9A-Z][0-9A-Z-]*$" }, Choice("purpose", "verifyDeclaration", "replacePaper", "filing"),
    ];

    /// <summary>The messages by name, each with its fields.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<MessageField>> All { get; } = new Dictionary<string, IReadOnlyList<MessageField>>
    {
        ["registries/person-question"] = Question,
        ["registries/enterprise-question"] = Question,
        ["registries/civil-status-question"] = Question,
        ["registries/person-answer"] = Answer(new("name", Filled), new("status", Optional), new("date", Optional, Day), new("address", Optional)),
        ["registries/enterprise-answer"] =
            Answer(new("name", Filled), new("status", Optional), new("date", Optional, Day), new("address", Optional), new("representative", Optional)),
        ["registries/civil-status-answer"] = Answer(new("name", Filled), new("status", Optional), new("date", Optional, Day), new("entryNumber", Optional)),
        ["registries/document-message"] =
        [
            new("id", Filled, Uuid), new("recipient", Filled, Text, 35) { Pattern = Code }, new("number", Filled, Text, 60), new("title", Filled),
            new("sha256", Filled, Digest), new("url", Optional, Address, 1_000),
        ],
        ["registries/document-answer"] = Answer(new MessageField("receipt", Filled, Text, 100) { Pattern = "^[A-Za-z0-9][A-Za-z0-9._/-]*$" }),
        ["registries/received-message"] =
        [
            new("id", Filled, Uuid), new("sender", Filled, Text, 35) { Pattern = Code }, new("dossier", Filled, Text, 60), new("transfer", Optional, Uuid),
            new("number", Filled, Text, 60), new("title", Filled), new("issuedOn", Filled, Day), new("sha256", Filled, Digest), new("url", Optional, Address, 1_000),
        ],
        ["registries/received-answer"] =
        [
            new("id", Filled, Uuid), new("sender", Filled, Text, 35), new("dossier", Filled, Uuid), new("transfer", Optional, Uuid), new("number", Filled, Text, 60),
            new("title", Filled), new("issuedOn", Filled, Day), new("sha256", Filled, Digest), new("url", Optional, Address, 1_000), new("receivedAt", Filled, Text, 40),
        ],
        ["messages/gateway-message"] = [new("id", Filled, Uuid), Choice("channel", "sms", "zalo"), new("to", Filled, Text, 200), new("text", Filled, Text, 4_000)],
        ["messages/gateway-answer"] = [Choice("status", "accepted", "rejected"), new("reference", Optional, Text, 100), new("error", Optional, Text, 100)],
        ["messages/gateway-receipt"] =
            [new("id", Filled, Uuid), Choice("status", "delivered", "failed"), new("reference", Optional, Text, 100), new("error", Optional, Text, 100)],
        ["messages/mail"] =
        [
            new("from", Filled), new("to", Filled), new("subject", Filled), new("messageId", Filled), Choice("autoSubmitted", "auto-generated"),
            Choice("contentType", "text/plain"), new("text", Filled, Text, 10_000),
        ],
    };

    private static MessageField Choice(string name, params string[] choices) => new(name, Filled, FieldFormat.Code, 50) { Choices = choices };

    private static MessageField[] Answer(params MessageField[] data) => [new("error_code", Filled, ErrorCode, 20), new("message", Optional), new("data", Optional, Record) { Items = data }];
}
