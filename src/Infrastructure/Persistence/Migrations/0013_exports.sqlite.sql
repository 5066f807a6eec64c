CREATE TABLE Exports (
    Id BLOB NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    RequestedBy BLOB NOT NULL,
    Agency TEXT NULL,
    Report TEXT NOT NULL,
    Format TEXT NOT NULL,
    Standing TEXT NOT NULL,
    RequestedAt INTEGER NOT NULL,
    Run INTEGER NOT NULL,
    Done INTEGER NOT NULL,
    Total INTEGER NULL,
    [Rows] INTEGER NULL,
    Bytes INTEGER NULL,
    Parts INTEGER NOT NULL,
    Sha256 TEXT NULL,
    Problem TEXT NULL,
    FinishedAt INTEGER NULL,
    ExpiresAt INTEGER NULL,
    RemovedAt INTEGER NULL,
    SweepAt INTEGER NULL,
    Details TEXT NOT NULL
);

CREATE INDEX IX_Exports_RequestedBy ON Exports (RequestedBy, Id);

CREATE INDEX IX_Exports_SweepAt ON Exports (SweepAt, Id);

CREATE TABLE ExportParts (
    ExportId BLOB NOT NULL,
    Number INTEGER NOT NULL,
    Content BLOB NOT NULL,
    PRIMARY KEY (ExportId, Number)
);

CREATE INDEX IX_DueJobs_Exports ON DueJobs (DueAt, Id) WHERE Kind = 'Export';
