CREATE TABLE SchemaMigrations (
    Number INT NOT NULL PRIMARY KEY,
    Name NVARCHAR(120) NOT NULL,
    Checksum CHAR(64) NOT NULL,
    AppliedAt BIGINT NOT NULL
);

CREATE TABLE Stamps (
    Id BIGINT NOT NULL PRIMARY KEY,
    Catalogue BIGINT NOT NULL,
    Agencies BIGINT NOT NULL,
    Calendar BIGINT NOT NULL,
    Access BIGINT NOT NULL,
    Clock BIGINT NOT NULL
);

INSERT INTO Stamps (Id, Catalogue, Agencies, Calendar, Access, Clock) VALUES (1, 1, 1, 1, 1, 1);

CREATE TABLE LogPositions (
    Id BIGINT NOT NULL PRIMARY KEY,
    Value BIGINT NOT NULL
);

INSERT INTO LogPositions (Id, Value) VALUES (1, 0);

CREATE TABLE Counters (
    Name NVARCHAR(120) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Value BIGINT NOT NULL
);

CREATE TABLE Events (
    Position BIGINT NOT NULL PRIMARY KEY,
    Id BINARY(16) NOT NULL,
    Aggregate NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    AggregateId NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Version INT NOT NULL,
    Type NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    At BIGINT NOT NULL,
    Actor BINARY(16) NOT NULL,
    Agency NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    Data NVARCHAR(MAX) NOT NULL,
    Hash BINARY(32) NOT NULL
);

CREATE UNIQUE INDEX UX_Events_Aggregate ON Events (AggregateId, Version, Aggregate);

CREATE TABLE EventNotes (
    Position BIGINT NOT NULL PRIMARY KEY,
    Note NVARCHAR(MAX) NOT NULL
);

CREATE TABLE IdempotencyKeys (
    Scope BINARY(32) NOT NULL PRIMARY KEY,
    Fingerprint BINARY(32) NOT NULL,
    Answer NVARCHAR(MAX) NOT NULL,
    ExpiresAt BIGINT NOT NULL
);

CREATE INDEX IX_IdempotencyKeys_ExpiresAt ON IdempotencyKeys (ExpiresAt);

CREATE TABLE DueJobs (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Kind NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Subject NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    DueAt BIGINT NOT NULL,
    LeasedUntil BIGINT NULL,
    Attempts INT NOT NULL,
    LastFault NVARCHAR(400) NULL
);

CREATE INDEX IX_DueJobs_DueAt ON DueJobs (DueAt, Id);

CREATE UNIQUE INDEX UX_DueJobs_Subject ON DueJobs (Subject, Kind);

CREATE TABLE SandboxClock (
    Id BIGINT NOT NULL PRIMARY KEY,
    OffsetMilliseconds BIGINT NOT NULL,
    FrozenAt BIGINT NULL
);
