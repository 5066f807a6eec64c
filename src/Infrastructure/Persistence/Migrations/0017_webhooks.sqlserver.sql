CREATE TABLE Webhooks (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Owner BINARY(16) NOT NULL,
    Url NVARCHAR(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    Standing NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    PauseReason NVARCHAR(20) COLLATE Latin1_General_BIN2 NULL,
    PausedAt BIGINT NULL,
    RegisteredAt BIGINT NOT NULL,
    RemovedAt BIGINT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_Webhooks_Owner ON Webhooks (Owner, Id);

CREATE TABLE WebhookProgress (
    WebhookId BINARY(16) NOT NULL PRIMARY KEY,
    Position BIGINT NOT NULL,
    MovedAt BIGINT NOT NULL,
    Failures INT NOT NULL,
    FailingSince BIGINT NULL,
    Probes INT NOT NULL,
    HeldUntil BIGINT NULL
);

CREATE TABLE WebhookSecrets (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    WebhookId BINARY(16) NOT NULL,
    Value VARBINARY(64) NOT NULL,
    CreatedAt BIGINT NOT NULL,
    ExpiresAt BIGINT NULL
);

CREATE INDEX IX_WebhookSecrets_WebhookId ON WebhookSecrets (WebhookId, Id);

CREATE TABLE WebhookDeliveries (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    WebhookId BINARY(16) NOT NULL,
    Position BIGINT NOT NULL,
    EventId BINARY(16) NOT NULL,
    Type NVARCHAR(100) COLLATE Latin1_General_BIN2 NOT NULL,
    Subject NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    Standing NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Reason NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    Attempts INT NOT NULL,
    CreatedAt BIGINT NOT NULL,
    TriedSince BIGINT NULL,
    DueAt BIGINT NOT NULL,
    Lease BINARY(16) NULL,
    DoneAt BIGINT NULL,
    Body NVARCHAR(MAX) NOT NULL
);

CREATE UNIQUE INDEX UX_WebhookDeliveries_Event ON WebhookDeliveries (WebhookId, Position, EventId);

CREATE INDEX IX_WebhookDeliveries_List ON WebhookDeliveries (WebhookId, Id);

CREATE INDEX IX_WebhookDeliveries_Standing ON WebhookDeliveries (WebhookId, Standing, Id);

CREATE INDEX IX_WebhookDeliveries_Due ON WebhookDeliveries (WebhookId, DueAt, Position) WHERE Standing = 'pending';

CREATE INDEX IX_WebhookDeliveries_Open ON WebhookDeliveries (WebhookId, Subject, Position) WHERE Standing IN ('pending', 'parked');

CREATE INDEX IX_WebhookDeliveries_Done ON WebhookDeliveries (DoneAt, Id) WHERE DoneAt IS NOT NULL;

CREATE TABLE WebhookAttempts (
    DeliveryId BINARY(16) NOT NULL,
    Number INT NOT NULL,
    At BIGINT NOT NULL,
    Milliseconds INT NOT NULL,
    Status INT NULL,
    Problem NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    Answer NVARCHAR(MAX) NULL,
    PRIMARY KEY (DeliveryId, Number)
);
