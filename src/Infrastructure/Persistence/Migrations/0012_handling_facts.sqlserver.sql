CREATE TABLE HandlingFacts (
    Kind INT NOT NULL,
    StartedAt BIGINT NOT NULL,
    ItemId BINARY(16) NOT NULL,
    RecordedFrom BIGINT NOT NULL,
    RecordedUntil BIGINT NOT NULL,
    DossierId BINARY(16) NOT NULL,
    GroupId BINARY(16) NULL,
    Agency NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    AgencyOrigin NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Receiving NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    ReceivingOrigin NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    ProcedureCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Field NVARCHAR(120) COLLATE Latin1_General_BIN2 NOT NULL,
    Channel INT NOT NULL,
    Official BINARY(16) NULL,
    Confidential INT NOT NULL,
    Authenticated INT NOT NULL,
    OverdueFrom BIGINT NULL,
    Paused INT NOT NULL,
    ClosedAt BIGINT NULL,
    Closing INT NULL,
    FirstClosing INT NULL,
    Ending INT NULL,
    TermMinutes BIGINT NULL,
    UsedMinutes BIGINT NULL,
    Supplements INT NOT NULL,
    Apologised INT NOT NULL,
    Papers INT NOT NULL,
    Digital INT NOT NULL,
    Reused INT NOT NULL,
    ElectronicResult INT NOT NULL,
    PRIMARY KEY (Kind, StartedAt, ItemId, RecordedFrom)
);

CREATE INDEX IX_HandlingFacts_ClosedAt ON HandlingFacts (Kind, ClosedAt, RecordedUntil);

CREATE INDEX IX_HandlingFacts_Legs ON HandlingFacts (DossierId) WHERE Kind = 1;

CREATE INDEX IX_HandlingFacts_Groups ON HandlingFacts (GroupId) WHERE GroupId IS NOT NULL;

INSERT INTO HandlingFacts (Kind, StartedAt, ItemId, RecordedFrom, RecordedUntil, DossierId, GroupId, Agency, AgencyOrigin, Receiving, ReceivingOrigin,
    ProcedureCode, Field, Channel, Official, Confidential, Authenticated, OverdueFrom, Paused, ClosedAt, Closing, FirstClosing, Ending, TermMinutes,
    UsedMinutes, Supplements, Apologised, Papers, Digital, Reused, ElectronicResult)
SELECT 0, d.ReceivedAt, d.Id, d.ReceivedAt, 253402300799999, d.Id,
    COALESCE(d.RootId, CASE WHEN EXISTS (SELECT 1 FROM Dossiers c WHERE c.RootId = d.Id) THEN d.Id END),
    d.CompetentAgency, COALESCE(d.OriginCompetent, d.CompetentAgency), d.ReceivingAgency, COALESCE(d.OriginReceiving, d.ReceivingAgency),
    d.ProcedureCode, d.Field, d.Channel, d.Assignee, d.Confidential, CASE WHEN d.Assurance > 0 THEN 1 ELSE 0 END, d.OverdueFrom,
    CASE WHEN d.Status IN (5, 6) THEN 1 ELSE 0 END, d.ClosedAt,
    CASE WHEN d.ClosedAt IS NULL THEN NULL WHEN d.Status = 7 THEN 5 ELSE COALESCE(d.Closing, CASE WHEN d.ClosedAt > d.DueAt THEN 6 ELSE 5 END) END,
    CASE WHEN d.ClosedAt IS NULL THEN NULL WHEN d.Status <> 7 AND d.ClosedAt > d.FirstDueAt THEN 6 ELSE 5 END,
    CASE WHEN d.ClosedAt IS NULL THEN NULL WHEN d.Status = 7 THEN 3 WHEN d.Status = 8 THEN 4 WHEN d.Outcome = 2 THEN 2 ELSE 1 END,
    NULL, NULL, 0, 0, 0, 0, 0, 0
FROM Dossiers d
WHERE d.ReceivedAt IS NOT NULL AND d.Test = 0;

INSERT INTO HandlingFacts (Kind, StartedAt, ItemId, RecordedFrom, RecordedUntil, DossierId, GroupId, Agency, AgencyOrigin, Receiving, ReceivingOrigin,
    ProcedureCode, Field, Channel, Official, Confidential, Authenticated, OverdueFrom, Paused, ClosedAt, Closing, FirstClosing, Ending, TermMinutes,
    UsedMinutes, Supplements, Apologised, Papers, Digital, Reused, ElectronicResult)
SELECT 1, t.SentAt, t.Id, t.SentAt, 253402300799999, t.DossierId, NULL, t.ToAgency, COALESCE(t.OriginTo, t.ToAgency), t.ToAgency,
    COALESCE(t.OriginTo, t.ToAgency), d.ProcedureCode, d.Field, d.Channel, NULL, d.Confidential, CASE WHEN d.Assurance > 0 THEN 1 ELSE 0 END,
    t.OverdueFrom, 0, t.ClosedAt,
    CASE WHEN t.ClosedAt IS NULL THEN NULL WHEN t.Status = 7 THEN 6 ELSE COALESCE(t.Closing, CASE WHEN t.ClosedAt > t.DueAt THEN 6 ELSE 5 END) END,
    CASE WHEN t.ClosedAt IS NULL THEN NULL WHEN t.Status = 7 THEN 6 ELSE COALESCE(t.Closing, CASE WHEN t.ClosedAt > t.DueAt THEN 6 ELSE 5 END) END,
    CASE WHEN t.ClosedAt IS NULL THEN NULL ELSE 1 END,
    NULL, NULL, 0, 0, 0, 0, 0, 0
FROM Transfers t
INNER JOIN Dossiers d ON d.Id = t.DossierId
WHERE t.Status NOT IN (4, 5, 6) AND d.Test = 0;

DROP INDEX IX_Dossiers_ReceivedAt ON Dossiers;

DROP INDEX IX_Transfers_SentAt ON Transfers;

DROP INDEX IX_Transfers_ClosedAt ON Transfers;

ALTER TABLE ResponsibilityTimes ADD RecordedUntil BIGINT NULL;
