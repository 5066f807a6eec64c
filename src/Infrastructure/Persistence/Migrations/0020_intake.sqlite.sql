CREATE TABLE PortalInbox (
    MessageId TEXT NOT NULL PRIMARY KEY,
    ClientId BLOB NOT NULL,
    Kind TEXT NOT NULL,
    PortalCode TEXT NULL,
    Agency TEXT NULL,
    Fingerprint BLOB NOT NULL,
    State TEXT NOT NULL,
    Reason TEXT NULL,
    ReasonDetail TEXT NULL,
    DossierId BLOB NULL,
    ReceivedAt INTEGER NOT NULL,
    NextTryAt INTEGER NULL,
    Attempts INTEGER NOT NULL,
    Body TEXT NULL
);

CREATE INDEX IX_PortalInbox_ReceivedAt ON PortalInbox (ReceivedAt, MessageId);

CREATE INDEX IX_PortalInbox_NextTryAt ON PortalInbox (NextTryAt, MessageId) WHERE NextTryAt IS NOT NULL;

CREATE INDEX IX_PortalInbox_PortalCode ON PortalInbox (PortalCode);

CREATE TABLE PortalDossiers (
    PortalCode TEXT NOT NULL PRIMARY KEY,
    DossierId BLOB NOT NULL,
    ClientId BLOB NOT NULL
);

CREATE UNIQUE INDEX IX_PortalDossiers_DossierId ON PortalDossiers (DossierId);

CREATE TABLE RegistryCalls (
    Id BLOB NOT NULL PRIMARY KEY,
    At INTEGER NOT NULL,
    ActorId BLOB NOT NULL,
    Registry TEXT NOT NULL,
    Purpose TEXT NOT NULL,
    DossierId BLOB NULL,
    Agency TEXT NOT NULL,
    Asked BLOB NOT NULL,
    Outcome TEXT NOT NULL,
    Milliseconds INTEGER NOT NULL
);

CREATE INDEX IX_RegistryCalls_At ON RegistryCalls (At, Id);

CREATE INDEX IX_RegistryCalls_DossierId ON RegistryCalls (DossierId, At);

CREATE TABLE OutgoingDocuments (
    Id BLOB NOT NULL PRIMARY KEY,
    DossierId BLOB NOT NULL,
    SentBy BLOB NOT NULL,
    QueuedAt INTEGER NOT NULL,
    State TEXT NOT NULL,
    NextTryAt INTEGER NULL,
    Attempts INTEGER NOT NULL,
    Fault TEXT NULL,
    Receipt TEXT NULL,
    SentAt INTEGER NULL,
    Details TEXT NOT NULL
);

CREATE INDEX IX_OutgoingDocuments_NextTryAt ON OutgoingDocuments (NextTryAt, Id) WHERE NextTryAt IS NOT NULL;

CREATE INDEX IX_OutgoingDocuments_DossierId ON OutgoingDocuments (DossierId);
