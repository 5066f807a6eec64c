CREATE TABLE SchemaMigrations (
    Number INTEGER NOT NULL PRIMARY KEY,
    Name TEXT NOT NULL,
    Checksum TEXT NOT NULL,
    AppliedAt INTEGER NOT NULL
);

CREATE TABLE Stamps (
    Id INTEGER NOT NULL PRIMARY KEY,
    Catalogue INTEGER NOT NULL,
    Agencies INTEGER NOT NULL,
    Calendar INTEGER NOT NULL,
    Access INTEGER NOT NULL,
    Clock INTEGER NOT NULL
);

INSERT INTO Stamps (Id, Catalogue, Agencies, Calendar, Access, Clock) VALUES (1, 1, 1, 1, 1, 1);

CREATE TABLE LogPositions (
    Id INTEGER NOT NULL PRIMARY KEY,
    Value INTEGER NOT NULL
);

INSERT INTO LogPositions (Id, Value) VALUES (1, 0);

CREATE TABLE Counters (
    Name TEXT NOT NULL PRIMARY KEY,
    Value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE Events (
    Position INTEGER NOT NULL PRIMARY KEY,
    Id BLOB NOT NULL,
    Aggregate TEXT NOT NULL,
    AggregateId TEXT NOT NULL,
    Version INTEGER NOT NULL,
    Type TEXT NOT NULL,
    At INTEGER NOT NULL,
    Actor BLOB NOT NULL,
    Agency TEXT NULL,
    Data TEXT NOT NULL,
    Hash BLOB NOT NULL
);

CREATE UNIQUE INDEX UX_Events_Aggregate ON Events (AggregateId, Version, Aggregate);

CREATE TABLE EventNotes (
    Position INTEGER NOT NULL PRIMARY KEY,
    Note TEXT NOT NULL
);

CREATE TABLE IdempotencyKeys (
    Scope BLOB NOT NULL PRIMARY KEY,
    Fingerprint BLOB NOT NULL,
    Answer TEXT NOT NULL,
    ExpiresAt INTEGER NOT NULL
);

CREATE INDEX IX_IdempotencyKeys_ExpiresAt ON IdempotencyKeys (ExpiresAt);

CREATE TABLE DueJobs (
    Id BLOB NOT NULL PRIMARY KEY,
    Kind TEXT NOT NULL,
    Subject TEXT NOT NULL,
    DueAt INTEGER NOT NULL,
    LeasedUntil INTEGER NULL,
    Attempts INTEGER NOT NULL,
    LastFault TEXT NULL
);

CREATE INDEX IX_DueJobs_DueAt ON DueJobs (DueAt, Id);

CREATE UNIQUE INDEX UX_DueJobs_Subject ON DueJobs (Subject, Kind);

CREATE TABLE SandboxClock (
    Id INTEGER NOT NULL PRIMARY KEY,
    OffsetMilliseconds INTEGER NOT NULL,
    FrozenAt INTEGER NULL
);
