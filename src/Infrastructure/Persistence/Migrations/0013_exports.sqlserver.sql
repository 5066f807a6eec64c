CREATE TABLE Exports (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    RequestedBy BINARY(16) NOT NULL,
    Agency NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    Report NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Format NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Standing NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    RequestedAt BIGINT NOT NULL,
    Run INT NOT NULL,
    Done BIGINT NOT NULL,
    Total BIGINT NULL,
    [Rows] BIGINT NULL,
    Bytes BIGINT NULL,
    Parts INT NOT NULL,
    Sha256 NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
    Problem NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    FinishedAt BIGINT NULL,
    ExpiresAt BIGINT NULL,
    RemovedAt BIGINT NULL,
    SweepAt BIGINT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_Exports_RequestedBy ON Exports (RequestedBy, Id);

CREATE INDEX IX_Exports_SweepAt ON Exports (SweepAt, Id);

CREATE TABLE ExportParts (
    ExportId BINARY(16) NOT NULL,
    Number INT NOT NULL,
    Content VARBINARY(MAX) NOT NULL,
    PRIMARY KEY (ExportId, Number)
);

CREATE INDEX IX_DueJobs_Exports ON DueJobs (DueAt, Id) WHERE Kind = 'Export';
