CREATE TABLE NationalProcedures (
    Code NVARCHAR(50) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Name NVARCHAR(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    Search NVARCHAR(4000) COLLATE Latin1_General_BIN2 NOT NULL,
    Field NVARCHAR(500) COLLATE Latin1_General_BIN2 NULL,
    Level NVARCHAR(200) COLLATE Latin1_General_BIN2 NULL,
    Fingerprint NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    Record NVARCHAR(MAX) NOT NULL,
    FirstSeenAt BIGINT NOT NULL,
    LastSeenAt BIGINT NOT NULL,
    ChangedAt BIGINT NULL,
    WithdrawnAt BIGINT NULL,
    Standing NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    OurCode NVARCHAR(50) COLLATE Latin1_General_BIN2 NULL,
    ByHand BIT NOT NULL,
    AcknowledgedFingerprint NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
    AcknowledgedRecord NVARCHAR(MAX) NULL,
    AcknowledgedAt BIGINT NULL,
    AcknowledgedBy BINARY(16) NULL
);

CREATE UNIQUE INDEX UX_NationalProcedures_OurCode ON NationalProcedures (OurCode) WHERE OurCode IS NOT NULL;

CREATE INDEX IX_NationalProcedures_Standing ON NationalProcedures (Standing, Code);

CREATE TABLE NationalAgencies (
    Code NVARCHAR(50) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Name NVARCHAR(500) COLLATE Latin1_General_BIN2 NOT NULL,
    Search NVARCHAR(1000) COLLATE Latin1_General_BIN2 NOT NULL,
    Level NVARCHAR(200) COLLATE Latin1_General_BIN2 NULL,
    FirstSeenAt BIGINT NOT NULL,
    LastSeenAt BIGINT NOT NULL,
    WithdrawnAt BIGINT NULL,
    OurCode NVARCHAR(50) COLLATE Latin1_General_BIN2 NULL,
    ByHand BIT NOT NULL
);

CREATE UNIQUE INDEX UX_NationalAgencies_OurCode ON NationalAgencies (OurCode) WHERE OurCode IS NOT NULL;

CREATE TABLE CatalogueSyncs (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    State NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    RequestedAt BIGINT NOT NULL,
    RequestedBy BINARY(16) NULL,
    Stage NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    After NVARCHAR(50) COLLATE Latin1_General_BIN2 NOT NULL,
    Taken INT NOT NULL,
    Added INT NOT NULL,
    Changed INT NOT NULL,
    Withdrawn INT NOT NULL,
    Refused INT NOT NULL,
    Refusals NVARCHAR(MAX) NOT NULL,
    Attempts INT NOT NULL,
    Fault NVARCHAR(40) COLLATE Latin1_General_BIN2 NULL,
    FinishedAt BIGINT NULL,
    LeasedUntil BIGINT NULL,
    Run INT NOT NULL,
    SweepAt BIGINT NULL
);

CREATE UNIQUE INDEX UX_CatalogueSyncs_UnderWay ON CatalogueSyncs (State) WHERE State = 'underWay';

CREATE INDEX IX_CatalogueSyncs_SweepAt ON CatalogueSyncs (SweepAt, Id) WHERE SweepAt IS NOT NULL;
