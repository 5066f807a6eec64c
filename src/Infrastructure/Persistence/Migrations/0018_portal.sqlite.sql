CREATE TABLE PortalSyncs (
    DossierId BLOB NOT NULL PRIMARY KEY REFERENCES Dossiers (Id),
    State TEXT NOT NULL,
    Since INTEGER NOT NULL,
    Wanted INTEGER NOT NULL,
    AcknowledgedVersion INTEGER NULL,
    AcknowledgedAt INTEGER NULL,
    Attempts INTEGER NOT NULL,
    NextAt INTEGER NULL,
    LeasedUntil INTEGER NULL,
    Run INTEGER NOT NULL,
    Certain INTEGER NOT NULL,
    Held INTEGER NOT NULL,
    Problem TEXT NULL,
    ErrorCode TEXT NULL,
    ProblemText TEXT NULL,
    Fingerprint TEXT NULL,
    Lines TEXT NOT NULL
);

CREATE INDEX IX_PortalSyncs_NextAt ON PortalSyncs (NextAt, DossierId) WHERE NextAt IS NOT NULL;

CREATE INDEX IX_PortalSyncs_State ON PortalSyncs (State, Since, DossierId);

CREATE INDEX IX_PortalSyncs_Since ON PortalSyncs (Since, DossierId);

CREATE TABLE PortalCalls (
    Id BLOB NOT NULL PRIMARY KEY,
    DossierId BLOB NULL,
    At INTEGER NOT NULL,
    Service TEXT NOT NULL,
    Milliseconds INTEGER NOT NULL,
    Outcome TEXT NOT NULL,
    ErrorCode TEXT NULL,
    Note TEXT NULL,
    Attempt INTEGER NOT NULL,
    Number INTEGER NOT NULL
);

CREATE INDEX IX_PortalCalls_Dossier ON PortalCalls (DossierId, Attempt, Number);

CREATE INDEX IX_PortalCalls_At ON PortalCalls (At, Id);

CREATE TABLE PortalReconciliations (
    Id BLOB NOT NULL PRIMARY KEY,
    State TEXT NOT NULL,
    RequestedAt INTEGER NOT NULL,
    RequestedBy BLOB NULL,
    FiledFrom INTEGER NULL,
    FiledTo INTEGER NULL,
    After BLOB NULL,
    Checked INTEGER NOT NULL,
    Waiting INTEGER NOT NULL,
    Same INTEGER NOT NULL,
    Different INTEGER NOT NULL,
    Missing INTEGER NOT NULL,
    Failed INTEGER NOT NULL,
    FinishedAt INTEGER NULL,
    LeasedUntil INTEGER NULL,
    Run INTEGER NOT NULL,
    SweepAt INTEGER NULL
);

CREATE UNIQUE INDEX UX_PortalReconciliations_UnderWay ON PortalReconciliations (State) WHERE State = 'underWay';

CREATE INDEX IX_PortalReconciliations_SweepAt ON PortalReconciliations (SweepAt, Id) WHERE SweepAt IS NOT NULL;

CREATE TABLE PortalDifferences (
    ReconciliationId BLOB NOT NULL,
    DossierId BLOB NOT NULL,
    Field TEXT NOT NULL,
    Ours TEXT NOT NULL,
    Theirs TEXT NOT NULL,
    PRIMARY KEY (ReconciliationId, DossierId, Field)
);
