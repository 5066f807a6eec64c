ALTER TABLE RegistryCalls ADD COLUMN OfDossier INTEGER NOT NULL DEFAULT 0;

ALTER TABLE OutgoingDocuments ADD COLUMN LeasedUntil INTEGER NULL;

CREATE INDEX IX_OutgoingDocuments_QueuedAt ON OutgoingDocuments (QueuedAt, Id);

CREATE TABLE IncomingDocuments (
    ClientId BLOB NOT NULL,
    Id BLOB NOT NULL,
    DossierId BLOB NOT NULL,
    Transfer BLOB NULL,
    Sender TEXT NOT NULL,
    ReceivedAt INTEGER NOT NULL,
    Details TEXT NOT NULL,
    PRIMARY KEY (ClientId, Id)
);

CREATE INDEX IX_IncomingDocuments_ReceivedAt ON IncomingDocuments (ReceivedAt, Id);

CREATE INDEX IX_IncomingDocuments_DossierId ON IncomingDocuments (DossierId, ReceivedAt, Id);
