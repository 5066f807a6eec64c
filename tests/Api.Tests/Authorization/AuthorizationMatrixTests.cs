using System.Text;

namespace OneStop.Api.Tests.Authorization;

/// <summary>Every operation of the document by every kind of caller: what is kept is what happens, and what must never happen does not.</summary>
public sealed class AuthorizationMatrixTests
{
    private const int NameWidth = 24;

    /// <summary>What needs no sign-in.</summary>
    private static readonly string[] Public =
    [
        "GetAgency", "GetCalendarYear", "CalculateDeadline", "GetError", "GetOpenIdConfiguration", "GetProcedure", "GetProcedureVersion", "GetSigningKeys", "IssueToken", "ListAgencies",
        "ListCompetentAgencies", "ListDivisions", "ListErrors", "ListFields", "ListProcedures", "ListWeeklyTemplates", "Live", "LookUpDossier", "LookUpProgress", "Ready", "RegisterAccount",
        "VerifyPaper", "RevokeToken", "ProcessingTimes", "TakeReceipt", "HandlingStatistics",
    ];

    /// <summary>Writes that somebody without any part in the matter may do: they make something of his own, or nothing.</summary>
    private static readonly string[] OpenToCitizens =
        ["CalculateDeadline", "FileDossier", "FileDossierGroup", "GrantMandate", "IssueToken", "LookUpDossier", "RegisterAccount", "RevokeToken", "RunBatch", "SearchDossiers", "SetNoticePreferences", "TakeReceipt"];

    /// <summary>Its body takes names that only the report named in it knows, so that a name alone is no fault.</summary>
    private const string FreeBody = "RequestExport";

    /// <summary>What the host of the matrix does not have.</summary>
    private static readonly string[] SandboxOnly = ["GetClock", "MoveClock"];

    /// <summary>Needs a code that was sent to somebody.</summary>
    private const string NeedsCode = "ConfirmContact";

    /// <summary>What colleagues and administrators ask about an official whom they may see: that there is one is no secret to them.</summary>
    private static readonly string[] OfColleagues = ["EndAbsence", "HandOverWork", "ListAbsences", "ListHandovers", "RecordAbsence"];

    /// <summary>What only the owner of a webhook may do: system administrators, who see all of them, are told so.</summary>
    private static readonly string[] OfOwners = ["AddWebhookSecret", "ChangeWebhook", "RevokeWebhookSecret"];

    private Matrix matrix = null!;

    [OneTimeSetUp]
    public async Task Fill() => matrix = await Matrix.Fill();

    [Test]
    public void The_matrix_is_the_one_that_is_kept()
    {
        var path = Path.Combine(Sources.Root, "tests", "Api.Tests", "Authorization", "authorization.v1.tsv");
        var text = Written();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text);
        }
        var kept = File.Exists(path) ? File.ReadAllLines(path) : [];
        var now = text.TrimEnd('\n').Split('\n');
        Assert.That(
            now.Except(kept).Select(line => $"is   {line}").Concat(kept.Except(now).Select(line => $"kept {line}")), Is.Empty,
            "UPDATE_SNAPSHOTS=1 writes it anew; read every cell that changed before it is committed");
    }

    [Test]
    public void Whoever_is_not_signed_in_gets_nothing_but_what_is_public()
    {
        Assert.That(Cells("anon").Where(cell => cell.Class == "401").Select(cell => cell.Operation), Is.EquivalentTo(matrix.Operations.Select(operation => operation.Id).Except(Public)));
        Assert.That(Public, Is.SubsetOf(matrix.Operations.Select(operation => operation.Id)));
    }

    /// <summary>A request that is none is refused by its shape, which everybody may read in the document, before anything is looked at.</summary>
    [Test]
    public void Whoever_is_not_signed_in_learns_nothing_by_faults_either() => Assert.That(
        matrix.Senseless.Where(pair => !Public.Contains(pair.Key) && pair.Value.Code is not ("request.signed-in" or "field.known") && !(pair.Key == FreeBody && pair.Value.Code == "field.well-formed")).Select(pair => $"{pair.Key}: {pair.Value.Status} {pair.Value.Text}"), Is.Empty);

    [Test]
    public void To_strangers_no_dossier_and_no_transfer_exists() => Assert.That(
        matrix.All.Where(one => one.Operation.IsOfDossier && one.Caller.IsStranger && !IsNothingThere(one.Cell)).Select(Said), Is.Empty);

    [Test]
    public void What_may_not_be_seen_is_answered_like_what_does_not_exist() => Assert.That(
        matrix.All.Where(one => one.Cell.Nowhere is { } nowhere && !IsSame(one.Cell.Answer, nowhere) && !OfColleagues.Contains(one.Operation.Id)
            && !(one.Caller.Column == "admin" && OfOwners.Contains(one.Operation.Id))).Select(one => $"{Said(one)} <> {one.Cell.Nowhere!.Text}"), Is.Empty);

    [Test]
    public void A_machine_client_without_scope_reaches_no_dossier() => Assert.That(
        matrix.All.Where(one => one.Operation.IsOfDossier && one.Caller.Column == "noScope" && one.Cell.Answer.Status is not (403 or 404)).Select(Said), Is.Empty);

    [Test]
    public void A_machine_client_without_scope_writes_nothing() => Assert.That(
        matrix.All.Where(one => one.Caller.Column == "noScope" && one.Operation.Method != "GET" && one.Cell.Class == "2xx" && !Public.Contains(one.Operation.Id)).Select(Said), Is.Empty);

    [Test]
    public void What_is_refused_changes_nothing() => Assert.That(matrix.All.Where(one => one.Cell.Changed).Select(Said), Is.Empty);

    [Test]
    public void Citizens_without_a_part_in_the_matter_write_nothing_but_what_is_theirs() => Assert.That(
        matrix.All.Where(one => one.Caller.Column == "citizen" && one.Operation.Method != "GET" && one.Cell.Class == "2xx").Select(one => one.Operation.Id), Is.SubsetOf(OpenToCitizens));

    [Test]
    public void Every_operation_succeeds_for_somebody() => Assert.That(
        matrix.Operations.Where(operation => Caller.All.All(caller => matrix[operation, caller].Class != "2xx")).Select(operation => operation.Id), Is.EquivalentTo(SandboxOnly.Append(NeedsCode)),
        "a plan is missing (Plans.cs): a row in which nobody succeeds tells nothing: " + string.Join("\n", matrix.All.Where(one => one.Caller.Column == Caller.Turn && one.Cell.Class != "2xx").Select(Said)));

    [Test]
    public void Nothing_fails() => Assert.That(matrix.All.Where(one => one.Cell.Answer.Status >= 500).Select(Said), Is.Empty);

    private IEnumerable<(string Operation, string Class)> Cells(string column)
    {
        var caller = Caller.All.Single(caller => caller.Column == column);
        return matrix.Operations.Select(operation => (operation.Id, matrix[operation, caller].Class));
    }

    private string Written()
    {
        var text = new StringBuilder().Append("operation".PadRight(NameWidth)).Append('\t').AppendJoin('\t', Caller.All.Select(caller => caller.Column)).Append('\n');
        foreach (var operation in matrix.Operations.OrderBy(operation => operation.Id, StringComparer.Ordinal))
        {
            text.Append(operation.Id.PadRight(NameWidth)).Append('\t').AppendJoin('\t', Caller.All.Select(caller => matrix[operation, caller].Class)).Append('\n');
        }
        return text.ToString();
    }

    private static string Said((Operation Operation, Caller Caller, Cell Cell) one) =>
        $"{one.Caller.Column} {one.Operation.Id}: {one.Cell.Answer.Status} {one.Cell.Answer.Text[..Math.Min(200, one.Cell.Answer.Text.Length)]}";

    /// <summary>404; or the caller lacks the permission whatever it asks about.</summary>
    private static bool IsNothingThere(Cell cell) => cell.Answer.Status == 404 || cell is { Answer.Status: 403, Nowhere.Status: 403 };

    private static bool IsSame(Answer one, Answer other) => one.Status == other.Status && WithoutTrace(one) == WithoutTrace(other);

    private static string WithoutTrace(Answer answer)
    {
        if (!answer.Text.StartsWith('{'))
        {
            return answer.Text;
        }
        var body = answer.Body.AsObject();
        body.Remove("traceId");
        return body.ToJsonString();
    }
}
