CREATE TABLE IntegrityChecks (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    StartedAt BIGINT NOT NULL,
    FinishedAt BIGINT NULL,
    LeasedUntil BIGINT NULL,
    Run INT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_IntegrityChecks_StartedAt ON IntegrityChecks (StartedAt);
