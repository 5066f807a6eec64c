CREATE TABLE Webhooks (
    Id BLOB NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Owner BLOB NOT NULL,
    Url TEXT NOT NULL,
    Standing TEXT NOT NULL,
    PauseReason TEXT NULL,
    PausedAt INTEGER NULL,
    RegisteredAt INTEGER NOT NULL,
    RemovedAt INTEGER NULL,
    Details TEXT NOT NULL
);

CREATE INDEX IX_Webhooks_Owner ON Webhooks (Owner, Id);

CREATE TABLE WebhookProgress (
    WebhookId BLOB NOT NULL PRIMARY KEY,
    Position INTEGER NOT NULL,
    MovedAt INTEGER NOT NULL,
    Failures INTEGER NOT NULL,
    FailingSince INTEGER NULL,
    Probes INTEGER NOT NULL,
    HeldUntil INTEGER NULL
);

CREATE TABLE WebhookSecrets (
    Id BLOB NOT NULL PRIMARY KEY,
    WebhookId BLOB NOT NULL,
    Value BLOB NOT NULL,
    CreatedAt INTEGER NOT NULL,
    ExpiresAt INTEGER NULL
);

CREATE INDEX IX_WebhookSecrets_WebhookId ON WebhookSecrets (WebhookId, Id);

CREATE TABLE WebhookDeliveries (
    Id BLOB NOT NULL PRIMARY KEY,
    WebhookId BLOB NOT NULL,
    Position INTEGER NOT NULL,
    EventId BLOB NOT NULL,
    Type TEXT NOT NULL,
    Subject TEXT NOT NULL,
    Standing TEXT NOT NULL,
    Reason TEXT NULL,
    Attempts INTEGER NOT NULL,
    CreatedAt INTEGER NOT NULL,
    TriedSince INTEGER NULL,
    DueAt INTEGER NOT NULL,
    Lease BLOB NULL,
    DoneAt INTEGER NULL,
    Body TEXT NOT NULL
);

CREATE UNIQUE INDEX UX_WebhookDeliveries_Event ON WebhookDeliveries (WebhookId, Position, EventId);

CREATE INDEX IX_WebhookDeliveries_List ON WebhookDeliveries (WebhookId, Id);

CREATE INDEX IX_WebhookDeliveries_Standing ON WebhookDeliveries (WebhookId, Standing, Id);

CREATE INDEX IX_WebhookDeliveries_Due ON WebhookDeliveries (WebhookId, DueAt, Position) WHERE Standing = 'pending';

CREATE INDEX IX_WebhookDeliveries_Open ON WebhookDeliveries (WebhookId, Subject, Position) WHERE Standing IN ('pending', 'parked');

CREATE INDEX IX_WebhookDeliveries_Done ON WebhookDeliveries (DoneAt, Id) WHERE DoneAt IS NOT NULL;

CREATE TABLE WebhookAttempts (
    DeliveryId BLOB NOT NULL,
    Number INTEGER NOT NULL,
    At INTEGER NOT NULL,
    Milliseconds INTEGER NOT NULL,
    Status INTEGER NULL,
    Problem TEXT NULL,
    Answer TEXT NULL,
    PRIMARY KEY (DeliveryId, Number)
);
