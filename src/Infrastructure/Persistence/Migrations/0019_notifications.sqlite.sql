CREATE TABLE Notifications (
    Id BLOB NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    DossierId BLOB NOT NULL,
    EventId BLOB NOT NULL,
    Position INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    Audience TEXT NOT NULL,
    Recipient TEXT NOT NULL,
    AccountId BLOB NULL,
    Channel TEXT NOT NULL,
    Address TEXT NULL,
    Statutory INTEGER NOT NULL,
    AtOnce INTEGER NOT NULL,
    Test INTEGER NOT NULL,
    State TEXT NOT NULL,
    Reason TEXT NULL,
    SupersededBy BLOB NULL,
    TemplateVersion INTEGER NOT NULL,
    Language TEXT NOT NULL,
    Subject TEXT NULL,
    Text TEXT NULL,
    CreatedAt INTEGER NOT NULL,
    DueAt INTEGER NULL,
    LeaseUntil INTEGER NULL,
    FirstTriedAt INTEGER NULL,
    SentAt INTEGER NULL,
    DeliveredAt INTEGER NULL,
    Reference TEXT NULL,
    Attempts INTEGER NOT NULL
);

CREATE UNIQUE INDEX IX_Notifications_Once ON Notifications (DossierId, EventId, Channel, Recipient);

CREATE INDEX IX_Notifications_Due ON Notifications (Channel, DueAt, Id) WHERE DueAt IS NOT NULL;

CREATE INDEX IX_Notifications_Account ON Notifications (AccountId, Id) WHERE AccountId IS NOT NULL;

CREATE INDEX IX_Notifications_Failed ON Notifications (Id) WHERE State = 'failed';

CREATE TABLE NotificationAttempts (
    NotificationId BLOB NOT NULL,
    Number INTEGER NOT NULL,
    At INTEGER NOT NULL,
    Outcome TEXT NOT NULL,
    Reason TEXT NULL,
    Milliseconds INTEGER NOT NULL,
    PRIMARY KEY (NotificationId, Number)
);

CREATE TABLE NotificationTemplates (
    Kind TEXT NOT NULL,
    Number INTEGER NOT NULL,
    FromAt INTEGER NOT NULL,
    WrittenBy BLOB NOT NULL,
    Texts TEXT NOT NULL,
    PRIMARY KEY (Kind, Number)
);

CREATE TABLE NoticePreferences (
    AccountId BLOB NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Email INTEGER NOT NULL,
    Sms INTEGER NOT NULL,
    Zalo INTEGER NOT NULL,
    English INTEGER NOT NULL
);

ALTER TABLE SandboxMessages ADD DossierId BLOB NULL;

ALTER TABLE SandboxMessages ADD Channel TEXT NULL;
