CREATE TABLE IntegrityChecks (
    Id BLOB NOT NULL PRIMARY KEY,
    StartedAt INTEGER NOT NULL,
    FinishedAt INTEGER NULL,
    LeasedUntil INTEGER NULL,
    Run INTEGER NOT NULL,
    Details TEXT NOT NULL
);

CREATE INDEX IX_IntegrityChecks_StartedAt ON IntegrityChecks (StartedAt);
