CREATE TABLE NationalProcedures (
    Code TEXT NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Name TEXT NOT NULL,
    Search TEXT NOT NULL,
    Field TEXT NULL,
    Level TEXT NULL,
    Fingerprint TEXT NOT NULL,
    Record TEXT NOT NULL,
    FirstSeenAt INTEGER NOT NULL,
    LastSeenAt INTEGER NOT NULL,
    ChangedAt INTEGER NULL,
    WithdrawnAt INTEGER NULL,
    Standing TEXT NOT NULL,
    OurCode TEXT NULL,
    ByHand INTEGER NOT NULL,
    AcknowledgedFingerprint TEXT NULL,
    AcknowledgedRecord TEXT NULL,
    AcknowledgedAt INTEGER NULL,
    AcknowledgedBy BLOB NULL
);

CREATE UNIQUE INDEX UX_NationalProcedures_OurCode ON NationalProcedures (OurCode) WHERE OurCode IS NOT NULL;

CREATE INDEX IX_NationalProcedures_Standing ON NationalProcedures (Standing, Code);

CREATE TABLE NationalAgencies (
    Code TEXT NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Name TEXT NOT NULL,
    Search TEXT NOT NULL,
    Level TEXT NULL,
    FirstSeenAt INTEGER NOT NULL,
    LastSeenAt INTEGER NOT NULL,
    WithdrawnAt INTEGER NULL,
    OurCode TEXT NULL,
    ByHand INTEGER NOT NULL
);

CREATE UNIQUE INDEX UX_NationalAgencies_OurCode ON NationalAgencies (OurCode) WHERE OurCode IS NOT NULL;

CREATE TABLE CatalogueSyncs (
    Id BLOB NOT NULL PRIMARY KEY,
    State TEXT NOT NULL,
    RequestedAt INTEGER NOT NULL,
    RequestedBy BLOB NULL,
    Stage TEXT NOT NULL,
    After TEXT NOT NULL,
    Taken INTEGER NOT NULL,
    Added INTEGER NOT NULL,
    Changed INTEGER NOT NULL,
    Withdrawn INTEGER NOT NULL,
    Refused INTEGER NOT NULL,
    Refusals TEXT NOT NULL,
    Attempts INTEGER NOT NULL,
    Fault TEXT NULL,
    FinishedAt INTEGER NULL,
    LeasedUntil INTEGER NULL,
    Run INTEGER NOT NULL,
    SweepAt INTEGER NULL
);

CREATE UNIQUE INDEX UX_CatalogueSyncs_UnderWay ON CatalogueSyncs (State) WHERE State = 'underWay';

CREATE INDEX IX_CatalogueSyncs_SweepAt ON CatalogueSyncs (SweepAt, Id) WHERE SweepAt IS NOT NULL;
