CREATE TABLE PortalInbox (
    MessageId NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    ClientId BINARY(16) NOT NULL,
    Kind NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    PortalCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    Agency NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    Fingerprint BINARY(32) NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Reason NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    ReasonDetail NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    DossierId BINARY(16) NULL,
    ReceivedAt BIGINT NOT NULL,
    NextTryAt BIGINT NULL,
    Attempts INT NOT NULL,
    Body NVARCHAR(MAX) NULL
);

CREATE INDEX IX_PortalInbox_ReceivedAt ON PortalInbox (ReceivedAt, MessageId);

CREATE INDEX IX_PortalInbox_NextTryAt ON PortalInbox (NextTryAt, MessageId) WHERE NextTryAt IS NOT NULL;

CREATE INDEX IX_PortalInbox_PortalCode ON PortalInbox (PortalCode);

CREATE TABLE PortalDossiers (
    PortalCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    DossierId BINARY(16) NOT NULL,
    ClientId BINARY(16) NOT NULL
);

CREATE UNIQUE INDEX IX_PortalDossiers_DossierId ON PortalDossiers (DossierId);

CREATE TABLE RegistryCalls (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    At BIGINT NOT NULL,
    ActorId BINARY(16) NOT NULL,
    Registry NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Purpose NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL,
    DossierId BINARY(16) NULL,
    Agency NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Asked BINARY(32) NOT NULL,
    Outcome NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL,
    Milliseconds INT NOT NULL
);

CREATE INDEX IX_RegistryCalls_At ON RegistryCalls (At, Id);

CREATE INDEX IX_RegistryCalls_DossierId ON RegistryCalls (DossierId, At);

CREATE TABLE OutgoingDocuments (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    DossierId BINARY(16) NOT NULL,
    SentBy BINARY(16) NOT NULL,
    QueuedAt BIGINT NOT NULL,
    State NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    NextTryAt BIGINT NULL,
    Attempts INT NOT NULL,
    Fault NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    Receipt NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    SentAt BIGINT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_OutgoingDocuments_NextTryAt ON OutgoingDocuments (NextTryAt, Id) WHERE NextTryAt IS NOT NULL;

CREATE INDEX IX_OutgoingDocuments_DossierId ON OutgoingDocuments (DossierId);
