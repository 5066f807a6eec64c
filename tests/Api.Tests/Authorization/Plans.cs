using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Notifications;
using OneStop.Api.Tests.Portal;
using OneStop.Api.Tests.Transfers;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Authorization;

/// <summary>
/// Operations that need more than the example of their body and the dossier that everybody reads. A new operation stands here only
/// where nobody would succeed without.
/// </summary>
internal static class Plans
{
    private const string March = "?from=2026-03-01&to=2026-03-31";

    private static readonly string Procedures = new ProcedureCell(
        CountedProcedures.Offered, new FactPeriod(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)),
        new CellScope { Structure = ReportStructure.Current, On = new DateOnly(2026, 3, 1) }).Link()["/api/v1/reports/procedures".Length..];

    private const string WebhookOwner = $"agencyAdmin@{Ward}";

    private static int numbers;
    private static string? mandate;

    /// <summary>A message about a dossier that is not here: it is parked.</summary>
    private static string PortalMessage() => new JsonObject
    {
        ["messageId"] = $"matrix-{Interlocked.Increment(ref numbers)}", ["kind"] = "withdrawal", ["sentAt"] = "20260302090000",
        ["data"] = new JsonObject { ["MaHoSo"] = "matrix", ["LyDo"] = "không còn nhu cầu" },
    }.ToJsonString();

    private static object Outgoing(JsonNode dossier) => new
    {
        dossier = (string)dossier["id"]!, recipient = "H17.06", number = "12/CV-UBND", title = "Xác minh hồ sơ", sha256 = new string('a', 64),
    };

    private static object Incoming(JsonNode dossier) => new
    {
        id = Guid.CreateVersion7(), sender = Ward, dossier = (string)dossier["code"]!, number = "34/TL", title = "Trả lời xác minh", issuedOn = "2026-03-02",
        sha256 = new string('b', 64),
    };

    /// <summary>A message that names the ward and waits.</summary>
    private static Task<JsonNode> ParkedMessage()
    {
        var id = $"matrix-{Interlocked.Increment(ref numbers)}";
        Audit.Tables.Run(
            $"""
            INSERT INTO PortalInbox (MessageId, ClientId, Kind, PortalCode, Agency, Fingerprint, State, Reason, ReasonDetail, DossierId, ReceivedAt, NextTryAt, Attempts, Body)
            VALUES ('{id}', zeroblob(16), 'withdrawal', 'matrix', '{Ward}', zeroblob(32), 'parked', 'portal.dossier-is-here', NULL, NULL, 9000000000000, 9000000000000, 1, '{'{'}{'}'}')
            """,
            Host.Database);
        return Task.FromResult<JsonNode>(new JsonObject { ["messageId"] = id });
    }

    public static readonly Dictionary<string, Plan> All = new()
    {
        ["IssueToken"] = new() { Body = (_, _) => "grant_type=password&username=citizen3&password=" + TestHost.DemoPassword, ContentType = "application/x-www-form-urlencoded" },
        ["RevokeToken"] = new() { Body = (_, _) => "token=none", ContentType = "application/x-www-form-urlencoded" },
        ["RotateKeys"] = new() { Turn = "admin" },
        ["GetIntegrity"] = new() { Turn = "admin" },
        ["CheckIntegrity"] = new() { Turn = "admin" },
        ["ListJobs"] = new() { Turn = "admin" },
        ["RetryJob"] = new() { Turn = "admin", Subject = FaultyJob, Names = (job, name) => name == "id" ? (string)job["id"]! : null },
        ["RetryPassedEvent"] = new() { Turn = "admin", Subject = PassedEvent, Names = (passed, name) => name is "follower" or "position" ? passed[name]!.ToString() : null },
        ["ListAudit"] = new() { Turn = "procedureControl@H17", Query = "?from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z" },
        ["ListDeletions"] = new() { Turn = "procedureControl@H17" },
        ["GetAccessJournal"] = new() { Turn = Stages.Leader },
        ["ListClients"] = new() { Turn = "admin" },
        ["ListMessages"] = new() { Turn = "admin" },
        ["ListMandates"] = new() { Turn = Stages.Reception },
        ["AskConfirmation"] = new() { Turn = Stages.Owner, Subject = Reachable },
        ["ConfirmContact"] = new() { Turn = Stages.Owner, Subject = Reachable },
        ["ChangeAccount"] = new() { Turn = $"agencyAdmin@{Ward}", Subject = Official, Body = (_, _) => new { displayName = "Trần Thị C" } },
        ["EraseAccount"] = new() { Turn = "admin", Subject = Citizen },
        ["GrantMandate"] = new() { Turn = Stages.Owner, Subject = Citizen, Body = (citizen, _) => new { kind = "authorised", representative = (string)citizen["userName"]! } },
        ["AcceptMandate"] = new() { Turn = Stages.Owner, Subject = Mandate },
        ["GetMandate"] = new() { Turn = Stages.Owner, Subject = Mandate },
        ["GetMandateHistory"] = new() { Turn = Stages.Owner, Subject = Mandate },
        ["RevokeMandate"] = new() { Turn = Stages.Owner, Subject = Mandate },
        ["RegisterClient"] = new() { Turn = "admin", Body = (_, _) => ClientBody() },
        ["GetClient"] = new() { Turn = "admin", Subject = Client },
        ["ChangeClient"] = new() { Turn = "admin", Subject = Client },
        ["DisableClient"] = new() { Turn = "admin", Subject = Client },
        ["AddClientSecret"] = new() { Turn = "admin", Subject = Client },
        ["RevokeClientSecret"] = new() { Turn = "admin", Subject = ClientWithSecret, Names = (client, name) => name == "sid" ? (string)client["secret"]! : null },
        ["RecordAbsence"] = new() { Turn = $"agencyAdmin@{Ward}", Subject = Official },
        ["EndAbsence"] = new() { Turn = $"agencyAdmin@{Ward}", Subject = Absent, Names = (official, name) => name == "aid" ? (string)official["absence"]! : null },
        ["HandOverWork"] = new() { Turn = $"agencyAdmin@{Ward}", Subject = Official },
        ["EraseDossier"] = new() { Turn = "admin", Subject = Stages.All["withdrawn"] },
        ["EngageStaff"] = new() { Turn = $"agencyAdmin@{Ward}", Body = (_, _) => Requests.Staff(Requests.NewName(), Ward, "handler") },
        ["RegisterAccount"] = new() { Body = (_, _) => Requests.Citizen(Requests.NewName()) },
        ["GetAccount"] = new() { Turn = $"agencyAdmin@{Ward}", Subject = Official },
        ["ChangeRoles"] = new() { Turn = $"agencyAdmin@{Ward}", Subject = Official, Body = (_, _) => Requests.Roles(Ward, "handler") },
        ["DisableAccount"] = new() { Turn = $"agencyAdmin@{Ward}", Subject = Official },
        ["RegisterAgency"] = new() { Turn = "admin", Body = (_, _) => Agency() },
        ["ChangeAgency"] = new() { Turn = "admin", Subject = Registered, Names = OfCode, Body = (_, _) => new { name = "UBND phường Mới" } },
        ["SucceedAgencies"] = new()
        {
            Turn = "admin", Subject = async () => new JsonArray((await Registered())["code"]!.DeepClone(), (await Registered())["code"]!.DeepClone()),
            Body = (two, _) => new { predecessors = new[] { two[0] }, successors = new[] { two[1] }, from = "2031-01-01" },
        },
        ["GetSuccession"] = new() { Turn = Stages.Leader, Subject = async () => (await As("admin").Ask("GET", "/api/v1/agencies/successions?limit=1")).Gives(200)["items"]![0]!.DeepClone() },
        ["LayCalendarYear"] = new() { Turn = "admin", Names = (_, name) => name == "year" ? "2031" : null, Body = (_, _) => new { daysOff = Array.Empty<object>() } },
        ["SetCalendarDay"] = new()
        {
            Turn = "admin", Subject = async () => (await Anonymous.Ask("GET", "/api/v1/calendar/2027")).Gives(200).Body, Names = (_, _) => "2027-12-30",
            Body = (_, _) => new { kind = "holiday", name = "Nghỉ do bão" },
        },
        ["WriteWeeklyTemplate"] = new() { Turn = "admin", Names = (_, _) => $"matrix-{Interlocked.Increment(ref numbers)}" },
        ["DraftProcedure"] = new() { Turn = "admin", Body = (_, _) => Procedure() },
        ["WriteVersion"] = new() { Turn = "admin", Subject = Drafted, Names = OfCode },
        ["PublishVersion"] = new() { Turn = "admin", Subject = Drafted, Names = OfCode },
        ["RepealProcedure"] = new() { Turn = "admin", Subject = Imported, Names = OfCode, Body = (_, _) => new { effectiveTo = "2026-12-31" } },
        ["SetOfferings"] = new() { Turn = "admin", Subject = Drafted, Names = OfCode, Body = (_, _) => new { agencies = new[] { "H17.121" } } },
        ["ImportProcedures"] = new() { Turn = "admin", Body = (_, _) => new { items = new[] { Import() } } },
        ["FileDossier"] = new() { Turn = Stages.Reception, Body = (_, caller) => Filing(caller.IsOnline ? "online" : "counter") },
        ["FileDossierGroup"] = new() { Turn = Stages.Reception, Body = (_, caller) => Group(caller.IsOnline ? "online" : "counter") },
        ["RunBatch"] = new() { Body = (_, _) => new { action = "claim", items = new[] { new { id = Guid.NewGuid().ToString(), ifMatch = 1 } } } },
        ["GetForm"] = new() { Names = (_, name) => name == "form" ? "receipt" : null },
        ["ListRegister"] = new() { Turn = Stages.Leader, Query = March },
        ["HandlingReport"] = new() { Turn = Stages.Leader, Query = March },
        ["HandlingByMonth"] = new() { Turn = Stages.Leader, Query = March },
        ["OnlineShare"] = new() { Turn = Stages.Leader, Query = March },
        ["ProceduresUsage"] = new() { Turn = Stages.Leader, Query = March },
        ["TimeSaved"] = new() { Turn = Stages.Leader, Query = March },
        ["PaperReuse"] = new() { Turn = Stages.Leader, Query = March },
        ["Ranking"] = new() { Turn = Stages.Leader, Query = $"{March}&by=punctuality" },
        ["CatalogueReport"] = new() { Turn = Stages.Leader },
        ["AccountsReport"] = new() { Turn = Stages.Leader, Query = March },
        ["HandlingStatistics"] = new() { Query = "?period=2026-01" },
        ["ResponsibilityReport"] = new() { Turn = Stages.Leader, Query = March },
        ["TakePortalMessage"] = new()
        {
            Turn = "admin", Body = (_, _) => PortalMessage(), Headers = (_, body) => PortalSignature.Headers((string)JsonNode.Parse((string)body!)!["messageId"]!, (string)body!, TimeProvider.System.GetUtcNow()),
        },
        ["ListPortalInbox"] = new() { Turn = "admin" },
        ["RetryPortalMessage"] = new() { Turn = "admin", Subject = ParkedMessage, Names = (message, _) => (string)message["messageId"]! },
        ["LookUpPerson"] = new() { Turn = Stages.Reception },
        ["LookUpEnterprise"] = new() { Turn = Stages.Reception },
        ["LookUpCivilStatus"] = new() { Turn = Stages.Reception },
        ["ListRegistryCalls"] = new() { Turn = "procedureControl@H17" },
        ["SendDocument"] = new() { Subject = Stages.Handled, Body = (dossier, _) => Outgoing(dossier) },
        ["GetOutgoingDocument"] = new()
        {
            Subject = async () => (await As(Stages.Handler).Ask("POST", "/api/v1/registries/documents", Outgoing(await Stages.Handled()))).Gives(202).Body,
        },
        ["ReceiveDocument"] = new() { Turn = "admin", Subject = Stages.Handled, Body = (dossier, _) => Incoming(dossier) },
        ["ListIncomingDocuments"] = new() { Turn = Stages.Handler },
        ["ListOutgoingDocuments"] = new() { Turn = Stages.Handler },
        ["ResendDocument"] = new()
        {
            Subject = async () => (await As(Stages.Handler).Ask("POST", "/api/v1/registries/documents", Outgoing(await Stages.Handled()))).Gives(202).Body,
        },
        ["RequestExport"] = new() { Turn = Stages.Leader },
        ["ListExports"] = new() { Turn = Stages.Leader },
        ["GetExport"] = new() { Turn = Stages.Leader, Subject = () => Exported(fails: false) },
        ["GetExportContent"] = new() { Turn = Stages.Leader, Subject = () => Exported(fails: false) },
        ["RetryExport"] = new() { Turn = Stages.Leader, Subject = () => Exported(fails: true) },
        ["RemoveExport"] = new() { Turn = Stages.Leader, Subject = () => Exported(fails: false) },
        ["RegisterWebhook"] = new() { Turn = WebhookOwner },
        ["ListWebhooks"] = new() { Turn = WebhookOwner },
        ["GetWebhook"] = new() { Turn = WebhookOwner, Subject = Webhook },
        ["ChangeWebhook"] = new() { Turn = WebhookOwner, Subject = Webhook },
        ["RemoveWebhook"] = new() { Turn = WebhookOwner, Subject = Webhook },
        ["AddWebhookSecret"] = new() { Turn = WebhookOwner, Subject = Webhook, Body = (_, _) => new { } },
        ["RevokeWebhookSecret"] = new()
        {
            Turn = WebhookOwner, Subject = WebhookWithTwoSecrets, Names = (webhook, name) => name == "sid" ? (string)webhook["secrets"]![0]!["id"]! : null,
        },
        ["PingWebhook"] = new() { Turn = WebhookOwner, Subject = Webhook },
        ["ListDeliveries"] = new() { Turn = WebhookOwner, Subject = Webhook },
        ["GetDelivery"] = new() { Turn = WebhookOwner, Subject = Pinged, Names = (webhook, name) => name == "did" ? (string)webhook["ping"]! : null },
        ["Redeliver"] = new() { Turn = WebhookOwner, Subject = Webhook },
        ["ResendNotification"] = new() { Turn = "admin", Subject = () => Task.FromResult(Messages.Written(Host.Database, "failed")) },
        ["ResendNotifications"] = new() { Turn = "admin" },
        ["TakeReceipt"] = new()
        {
            Subject = () => Task.FromResult(Messages.Written(Host.Database, "sent")), Body = (message, _) => new { id = message["id"], status = "delivered" },
            Headers = (message, _) => Messages.Signed(Guid.Parse((string)message["id"]!), "delivered"),
        },
        ["ListTemplates"] = new() { Turn = "admin" },
        ["GetTemplate"] = new() { Turn = "admin", Names = (_, _) => "received" },
        ["WriteTemplate"] = new() { Turn = "admin", Subject = () => Template("extended"), Names = (_, _) => "extended" },
        ["SetNoticePreferences"] = new() { Subject = () => Task.FromResult<JsonNode>(new JsonObject { ["version"] = 0 }) },
        ["ListPortalSync"] = new() { Turn = Stages.Leader },
        ["GetPortalSync"] = new() { Turn = Stages.Leader, Subject = Synchronised },
        ["ResendToPortal"] = new() { Turn = $"agencyAdmin@{Ward}", Subject = Synchronised },
        ["ValidatePortalMessage"] = new() { Turn = Stages.Leader },
        ["ValidateMessage"] = new() { Turn = Stages.Leader },
        ["ListNationalProcedures"] = new() { Turn = "admin" },
        ["GetNationalProcedure"] = new() { Turn = "admin", Subject = () => National("mapped"), Names = OfCode },
        ["MapNationalProcedure"] = new() { Turn = "admin", Subject = () => National("unmapped"), Names = OfCode, Body = (_, _) => new { procedure = (string?)null } },
        ["AcknowledgeNationalProcedure"] = new() { Turn = "admin", Subject = () => National("changed"), Names = OfCode },
        ["SyncCatalogue"] = new() { Turn = "admin", Subject = NoCatalogueSync },
        ["GetCatalogueSync"] = new() { Turn = "admin", Subject = CatalogueSynced },
        ["ListNationalAgencies"] = new() { Turn = "admin" },
        ["MapNationalAgency"] = new() { Turn = "admin", Subject = NationalAgency, Names = OfCode, Body = (_, _) => new { agency = (string?)null } },
        ["ListReconciliations"] = new() { Turn = "admin" },
        ["ReconcilePortal"] = new() { Turn = "admin", Subject = NoReconciliation },
        ["GetReconciliation"] = new() { Turn = "admin", Subject = Reconciled },
        ["ServiceQuality"] = new() { Turn = Stages.Leader, Query = March },
        ["EvaluationReport"] = new() { Turn = Stages.Leader, Query = March },
        ["OverdueCauses"] = new() { Turn = Stages.Leader, Query = March },
        ["ListCountedProcedures"] = new() { Turn = Stages.Leader, Query = Procedures },
        ["LookUpDossier"] = new() { Subject = Receipt, Body = (receipt, _) => new { code = (string)receipt["code"]!, secret = (string)receipt["secret"]!, revision = 1 } },
        ["LookUpProgress"] = new() { Subject = Receipt, Names = OfCode },
        ["VerifyPaper"] = new() { Subject = Receipt, Names = (receipt, _) => (string)receipt["verification"]! },

        ["AcceptDossier"] = new() { Subject = Stages.Registered, Turn = Stages.Reception },
        ["RefuseDossier"] = new() { Subject = Stages.Registered, Turn = Stages.Reception, Body = (_, _) => Stages.Defects },
        ["ClaimStep"] = new() { Subject = Stages.FreeAtHandler },
        ["AssignStep"] = new() { Subject = Stages.FreeAtHandler, Turn = Stages.Head, Body = (_, _) => new { account = Stages.Handler } },
        ["UnassignStep"] = new() { Subject = Stages.Handled },
        ["ReassignDossier"] = new() { Subject = Stages.All["received before a split"], Turn = Stages.Leader, Body = (_, _) => new { agency = "H17.121", reason = "thuộc địa bàn" } },
        ["CompleteStep"] = new() { Subject = Stages.Handled },
        ["SendBackStep"] = new() { Subject = Stages.Handled, Body = (_, _) => new { toStep = "tiep-nhan", reason = "thiếu chữ ký" } },
        ["RecallStep"] = new() { Subject = Stages.FreeAtHandler, Turn = Stages.Reception },
        ["RequestSupplement"] = new() { Subject = Stages.Handled, Body = (_, _) => Stages.Defects },
        ["AnswerSupplement"] = new()
        {
            Subject = Stages.Supplementing, Turn = Stages.Reception, Body = (_, _) => new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } },
        },
        ["ImposeObligation"] = new() { Subject = Stages.Handled },
        ["SettleObligation"] = new()
        {
            Subject = Stages.All["awaiting payment"], Body = (_, _) => new { },
            Names = (dossier, name) => name == "oid" ? (string)dossier["obligations"]![0]!["id"]! : null,
        },
        ["ExtendDeadline"] = new() { Subject = Stages.Handled, Turn = Stages.Leader, Body = (_, _) => new { by = new { value = 1, unit = "workingDay" }, reason = "xác minh" } },
        ["Apologise"] = new() { Subject = Stages.All["handled, late"], Turn = Stages.Leader, Body = (_, _) => new { reason = "chậm", expectedOn = "2027-03-01" } },
        ["WithdrawDossier"] = new() { Subject = Stages.Handled, Turn = Stages.Reception },
        ["StopDossier"] = new() { Subject = Stages.Handled, Turn = Stages.Leader },
        ["DecideDossier"] = new() { Subject = Stages.AtLeader, Turn = Stages.Leader },
        ["RecordResult"] = new() { Subject = Stages.All["at the clerk"], Turn = Stages.Clerk, Body = (_, _) => Stages.Result },
        ["ReturnResult"] = new() { Subject = Stages.Resolved, Turn = Stages.ReturnDesk, Body = (_, _) => new { via = "counter" } },
        ["CorrectReceipt"] = new() { Subject = Stages.Received, Turn = Stages.Reception },
        ["ReopenDossier"] = new() { Subject = Stages.All["returned"], Turn = Stages.Leader },
        ["OpenTransfer"] = new() { Subject = Stages.Handled, Body = (_, _) => LegStages.Opening(to: Caller.Department) },

        ["AcceptTransfer"] = new() { Subject = Sent, Turn = Caller.Receiver },
        ["DeclineTransfer"] = new() { Subject = Sent, Turn = Caller.Receiver },
        ["RerouteTransfer"] = new() { Subject = async () => await LegStages.LegActed(await Sent(), "decline", Caller.Receiver, LegStages.Reason), Body = (_, _) => LegStages.Another },
        ["CompleteTransferStep"] = new() { Subject = LegStages.Inner, Turn = "handler@H42.15.21" },
        ["CompleteTransfer"] = new() { Subject = async () => await LegStages.LegActed(await Sent(), "accept", Caller.Receiver), Turn = Caller.Receiver },
        ["RecallTransfer"] = new() { Subject = Sent },
        ["RemindTransfer"] = new() { Subject = Sent },
    };

    /// <summary>A leg beside the route of a dossier of the ward, at the department.</summary>
    public static Task<JsonNode> Sent() => LegStages.Beside(LegStages.Opening(to: Caller.Department));

    /// <summary>The owner's account with a number nobody else was asked to confirm.</summary>
    private static async Task<JsonNode> Reachable()
    {
        var me = (await As(Stages.Owner).Ask("GET", "/api/v1/me")).Gives(200);
        var place = $"/api/v1/accounts/{me["id"]}";
        return (await As(Stages.Owner).Ask(
            "PATCH", place, new { phone = $"09051{Interlocked.Increment(ref numbers):00000}" }, "If-Match", $"\"{me["version"]}\"")).Gives(200).Body;
    }

    private static async Task<JsonNode> Citizen() => (await Anonymous.Ask("POST", "/api/v1/accounts", Requests.Citizen(Requests.NewName()))).Gives(201).Body;

    /// <summary>One that its representative has not accepted; there is one at a time between the two.</summary>
    private static async Task<JsonNode> Mandate()
    {
        if (mandate is not null && (await As(Stages.Owner).Ask("GET", $"/api/v1/mandates/{mandate}")).Gives(200).Body is var before && before["revokedAt"] is null)
        {
            (await As(Stages.Owner).Ask("POST", $"/api/v1/mandates/{mandate}/revoke", Stages.Reason, "If-Match", $"\"{before["version"]}\"")).Gives(200);
        }
        var made = (await As(Stages.Owner).Ask(
            "POST", "/api/v1/mandates", new { kind = "authorised", representative = "matrix-representative", fromDay = "2026-03-01" })).Gives(201).Body;
        mandate = (string)made["id"]!;
        return made;
    }

    private static object ClientBody() => new
    {
        clientId = $"matrix-{Guid.NewGuid():N}"[..20], displayName = "Cổng tỉnh", test = false, grant = new { scopes = new[] { "dossiers.file" } },
    };

    private static async Task<JsonNode> Client() => (await As("admin").Ask("POST", "/api/v1/clients", ClientBody())).Gives(201).Body;

    private static async Task<JsonNode> ClientWithSecret()
    {
        var client = await Client();
        var secret = (await As("admin").Ask("POST", $"/api/v1/clients/{client["id"]}/secrets", new { }, "If-Match", $"\"{client["version"]}\"")).Gives(201);
        var now = (await As("admin").Ask("GET", $"/api/v1/clients/{client["id"]}")).Gives(200).Body;
        now["secret"] = secret["id"]!.DeepClone();
        return now;
    }

    private static async Task<JsonNode> Absent()
    {
        var official = await Official();
        var place = $"/api/v1/staff/{official["id"]}/absences";
        var absence = (await As($"agencyAdmin@{Ward}").Ask(
            "POST", place, new { fromDay = "2030-03-04", toDay = "2030-03-08", cover = Stages.Handler, reason = "Nghỉ phép" }, "If-Match", $"\"{official["version"]}\"")).Gives(201);
        return new JsonObject { ["id"] = official["id"]!.DeepClone(), ["absence"] = absence["id"]!.DeepClone(), ["version"] = absence["version"]!.DeepClone() };
    }

    private static async Task<JsonNode> Webhook()
    {
        foreach (var before in (await As(WebhookOwner).Ask("GET", "/api/v1/webhooks?limit=200")).Gives(200)["items"]!.AsArray())
        {
            (await As(WebhookOwner).Ask("DELETE", $"/api/v1/webhooks/{before!["id"]}", null, "If-Match", $"\"{before["version"]}\"")).Gives(204);
        }
        return (await As(WebhookOwner).Ask("POST", "/api/v1/webhooks", new { url = "https://203.0.113.10/matrix" })).Gives(201)["webhook"]!.DeepClone();
    }

    private static async Task<JsonNode> WebhookWithTwoSecrets()
    {
        var webhook = await Webhook();
        return (await As(WebhookOwner).Ask("POST", $"/api/v1/webhooks/{webhook["id"]}/secrets", new { }, "If-Match", $"\"{webhook["version"]}\"")).Gives(201)["webhook"]!.DeepClone();
    }

    private static async Task<JsonNode> Pinged()
    {
        var webhook = await Webhook();
        webhook["ping"] = (await As(WebhookOwner).Ask("POST", $"/api/v1/webhooks/{webhook["id"]}/ping")).Gives(202)["delivery"]!["id"]!.DeepClone();
        return webhook;
    }

    /// <summary>A finished export of the leader's; a failed one where its agency became another's before it was drawn.</summary>
    private static async Task<JsonNode> Exported(bool fails)
    {
        if (fails)
        {
            Run($"CREATE TRIGGER Another AFTER INSERT ON Exports BEGIN UPDATE Exports SET Details = REPLACE(Details, '{Ward}', '{Elsewhere}') WHERE Id = NEW.Id; END");
        }
        var export = (await As(Stages.Leader).Ask("POST", "/api/v1/exports", new { report = "handling", format = "csv", period = "2026-03", agency = Ward })).Gives(202).Body;
        if (fails)
        {
            Run("DROP TRIGGER Another");
        }
        for (var look = 0; look < 600 && (string)export["state"]! is "queued" or "running"; look++)
        {
            await Task.Delay(50);
            export = (await As(Stages.Leader).Ask("GET", $"/api/v1/exports/{export["id"]}")).Gives(200).Body;
        }
        return export;
    }

    private static async Task<JsonNode> Template(string key) => (await As("admin").Ask("GET", $"/api/v1/notification-templates/{key}")).Gives(200).Body;

    private static string? OfCode(JsonNode subject, string name) => name == "code" ? (string?)subject["code"] : null;

    private static async Task<JsonNode> Official() =>
        (await As("admin").Ask("POST", "/api/v1/staff", Requests.Staff(Requests.NewName(), Ward, "handler"))).Gives(201).Body;

    private static object Agency() => new
    {
        code = $"H17.9{Interlocked.Increment(ref numbers):00}", name = "UBND phường Mới", kind = "peoplesCommittee", level = "commune", parent = "H17", effectiveFrom = "2030-07-01",
        workingHours = "office",
    };

    private static async Task<JsonNode> Registered() => (await As("admin").Ask("POST", "/api/v1/agencies", Agency())).Gives(201).Body;

    private static Dictionary<string, object> Procedure() => new()
    {
        ["code"] = $"6.98{Interlocked.Increment(ref numbers):0000}", ["name"] = "Đăng ký hộ kinh doanh", ["field"] = "ho-kinh-doanh", ["level"] = "commune", ["effectiveFrom"] = "2027-01-01",
        ["cases"] = new[] { new { name = "Mặc định", limit = new { value = 3, unit = "workingDay" } } },
        ["components"] = new[] { new { name = "Đơn", originals = 1 } },
    };

    private static Dictionary<string, object> Import() => new(Procedure()) { ["fieldName"] = "Hộ kinh doanh", ["offerings"] = new[] { "H17.121" }, ["effectiveFrom"] = "2026-01-01", ["source"] = "Luật" };

    private static async Task<JsonNode> Drafted() => (await As("admin").Ask("POST", "/api/v1/procedures", Procedure())).Gives(201).Body;

    private static async Task<JsonNode> Imported()
    {
        var item = Import();
        (await As("admin").Ask("POST", "/api/v1/procedures/import", new { items = new[] { item } })).Gives(200);
        return (await As("admin").Ask("GET", $"/api/v1/procedures/{item["code"]}")).Gives(200).Body;
    }

    private static async Task<JsonNode> Receipt() =>
        (await As(Stages.Reception).Ask("GET", $"/api/v1/dossiers/{(await Stages.Received())["id"]}/receipt")).Gives(200)["receipt"]!;

    /// <summary>A job that failed, and is due in a hundred years.</summary>
    private static Task<JsonNode> FaultyJob()
    {
        var id = Guid.NewGuid();
        Run($"INSERT INTO DueJobs (Id, Kind, Subject, DueAt, LeasedUntil, Attempts, LastFault) VALUES (X'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}', 'LapseConsultation', '{id}', 4900000000000, NULL, 1, 'None')");
        return Task.FromResult<JsonNode>(new JsonObject { ["id"] = id.ToString() });
    }

    /// <summary>An event that a follower passed whom nobody runs.</summary>
    private static Task<JsonNode> PassedEvent()
    {
        var follower = $"test-{Guid.NewGuid():N}";
        Run($"INSERT INTO PassedEvents (Follower, Position, Fault, PassedAt, Tries) VALUES ('{follower}', 1, 'None', 1, 0)");
        return Task.FromResult<JsonNode>(new JsonObject { ["follower"] = follower, ["position"] = 1 });
    }

    /// <summary>A dossier in the ledger of the portal, as one that is connected would enter it.</summary>
    public static async Task<JsonNode> Synchronised()
    {
        var dossier = await Stages.Received();
        var id = ((string)dossier["id"]!).Replace("-", "", StringComparison.Ordinal);
        Run($"INSERT INTO PortalSyncs (DossierId, State, Since, Wanted, Attempts, Run, Certain, Held, Lines) VALUES (x'{id}', 'inSync', 0, 1, 0, 0, 1, 1, '')");
        return dossier;
    }

    /// <summary>None is under way.</summary>
    public static Task<JsonNode> NoReconciliation()
    {
        Run("UPDATE PortalReconciliations SET State = 'finished'");
        return Task.FromResult<JsonNode>(new JsonObject());
    }

    private static async Task<JsonNode> Reconciled()
    {
        await NoReconciliation();
        return (await As("admin").Ask("POST", "/api/v1/portal/reconciliations", new { })).Gives(202).Body;
    }

    /// <summary>A procedure of the national database, as a reading would enter it.</summary>
    private static Task<JsonNode> National(string standing)
    {
        var code = $"8.{Interlocked.Increment(ref numbers):000000}";
        var ours = standing == "unmapped" ? "NULL" : $"'{code}'";
        Run($$"""
            INSERT INTO NationalProcedures (Code, Version, Name, Search, Fingerprint, Record, FirstSeenAt, LastSeenAt, Standing, OurCode, ByHand, AcknowledgedFingerprint, AcknowledgedRecord)
            VALUES ('{{code}}', 0, 'Thủ tục', 'thu tuc', 'a', '{}', 0, 0, '{{standing}}', {{ours}}, 1, 'b', '{}')
            """);
        return Task.FromResult<JsonNode>(new JsonObject { ["code"] = code, ["version"] = 1 });
    }

    private static Task<JsonNode> NationalAgency()
    {
        var code = $"8.{Interlocked.Increment(ref numbers):000000}";
        Run($"INSERT INTO NationalAgencies (Code, Version, Name, Search, FirstSeenAt, LastSeenAt, ByHand) VALUES ('{code}', 0, 'Cơ quan', 'co quan', 0, 0, 1)");
        return Task.FromResult<JsonNode>(new JsonObject { ["code"] = code, ["version"] = 1 });
    }

    /// <summary>None is under way.</summary>
    private static Task<JsonNode> NoCatalogueSync()
    {
        Run("UPDATE CatalogueSyncs SET State = 'finished'");
        return Task.FromResult<JsonNode>(new JsonObject());
    }

    private static async Task<JsonNode> CatalogueSynced()
    {
        await NoCatalogueSync();
        return (await As("admin").Ask("POST", "/api/v1/portal/catalogue/sync", null)).Gives(202).Body;
    }

    private static void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Desk.Host.Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
