CREATE TABLE Notifications (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    DossierId BINARY(16) NOT NULL,
    EventId BINARY(16) NOT NULL,
    Position BIGINT NOT NULL,
    Kind NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL,
    Audience NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Recipient NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL,
    AccountId BINARY(16) NULL,
    Channel NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Address NVARCHAR(200) COLLATE Latin1_General_BIN2 NULL,
    Statutory BIT NOT NULL,
    AtOnce BIT NOT NULL,
    Test BIT NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Reason NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    SupersededBy BINARY(16) NULL,
    TemplateVersion INT NOT NULL,
    Language NVARCHAR(10) COLLATE Latin1_General_BIN2 NOT NULL,
    Subject NVARCHAR(1000) COLLATE Latin1_General_BIN2 NULL,
    Text NVARCHAR(MAX) NULL,
    CreatedAt BIGINT NOT NULL,
    DueAt BIGINT NULL,
    LeaseUntil BIGINT NULL,
    FirstTriedAt BIGINT NULL,
    SentAt BIGINT NULL,
    DeliveredAt BIGINT NULL,
    Reference NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    Attempts INT NOT NULL
);

CREATE UNIQUE INDEX IX_Notifications_Once ON Notifications (DossierId, EventId, Channel, Recipient);

CREATE INDEX IX_Notifications_Due ON Notifications (Channel, DueAt, Id) WHERE DueAt IS NOT NULL;

CREATE INDEX IX_Notifications_Account ON Notifications (AccountId, Id) WHERE AccountId IS NOT NULL;

CREATE INDEX IX_Notifications_Failed ON Notifications (Id) WHERE State = 'failed';

CREATE TABLE NotificationAttempts (
    NotificationId BINARY(16) NOT NULL,
    Number INT NOT NULL,
    At BIGINT NOT NULL,
    Outcome NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Reason NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    Milliseconds INT NOT NULL,
    PRIMARY KEY (NotificationId, Number)
);

CREATE TABLE NotificationTemplates (
    Kind NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL,
    Number INT NOT NULL,
    FromAt BIGINT NOT NULL,
    WrittenBy BINARY(16) NOT NULL,
    Texts NVARCHAR(MAX) NOT NULL,
    PRIMARY KEY (Kind, Number)
);

CREATE TABLE NoticePreferences (
    AccountId BINARY(16) NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Email BIT NOT NULL,
    Sms BIT NOT NULL,
    Zalo BIT NOT NULL,
    English BIT NOT NULL
);

ALTER TABLE SandboxMessages ADD DossierId BINARY(16) NULL;

ALTER TABLE SandboxMessages ADD Channel NVARCHAR(20) COLLATE Latin1_General_BIN2 NULL;
