CREATE TABLE PortalSyncs (
    DossierId BINARY(16) NOT NULL PRIMARY KEY REFERENCES Dossiers (Id),
    State NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Since BIGINT NOT NULL,
    Wanted BIGINT NOT NULL,
    AcknowledgedVersion INT NULL,
    AcknowledgedAt BIGINT NULL,
    Attempts INT NOT NULL,
    NextAt BIGINT NULL,
    LeasedUntil BIGINT NULL,
    Run INT NOT NULL,
    Certain BIT NOT NULL,
    Held BIT NOT NULL,
    Problem NVARCHAR(40) COLLATE Latin1_General_BIN2 NULL,
    ErrorCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    ProblemText NVARCHAR(400) COLLATE Latin1_General_BIN2 NULL,
    Fingerprint NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
    Lines NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_PortalSyncs_NextAt ON PortalSyncs (NextAt, DossierId) WHERE NextAt IS NOT NULL;

CREATE INDEX IX_PortalSyncs_State ON PortalSyncs (State, Since, DossierId);

CREATE INDEX IX_PortalSyncs_Since ON PortalSyncs (Since, DossierId);

CREATE TABLE PortalCalls (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    DossierId BINARY(16) NULL,
    At BIGINT NOT NULL,
    Service NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Milliseconds INT NOT NULL,
    Outcome NVARCHAR(30) COLLATE Latin1_General_BIN2 NOT NULL,
    ErrorCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    Note NVARCHAR(400) COLLATE Latin1_General_BIN2 NULL,
    Attempt INT NOT NULL,
    Number INT NOT NULL
);

CREATE INDEX IX_PortalCalls_Dossier ON PortalCalls (DossierId, Attempt, Number);

CREATE INDEX IX_PortalCalls_At ON PortalCalls (At, Id);

CREATE TABLE PortalReconciliations (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    State NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    RequestedAt BIGINT NOT NULL,
    RequestedBy BINARY(16) NULL,
    FiledFrom BIGINT NULL,
    FiledTo BIGINT NULL,
    After BINARY(16) NULL,
    Checked INT NOT NULL,
    Waiting INT NOT NULL,
    Same INT NOT NULL,
    Different INT NOT NULL,
    Missing INT NOT NULL,
    Failed INT NOT NULL,
    FinishedAt BIGINT NULL,
    LeasedUntil BIGINT NULL,
    Run INT NOT NULL,
    SweepAt BIGINT NULL
);

CREATE UNIQUE INDEX UX_PortalReconciliations_UnderWay ON PortalReconciliations (State) WHERE State = 'underWay';

CREATE INDEX IX_PortalReconciliations_SweepAt ON PortalReconciliations (SweepAt, Id) WHERE SweepAt IS NOT NULL;

CREATE TABLE PortalDifferences (
    ReconciliationId BINARY(16) NOT NULL,
    DossierId BINARY(16) NOT NULL,
    Field NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Ours NVARCHAR(100) COLLATE Latin1_General_BIN2 NOT NULL,
    Theirs NVARCHAR(100) COLLATE Latin1_General_BIN2 NOT NULL,
    PRIMARY KEY (ReconciliationId, DossierId, Field)
);
