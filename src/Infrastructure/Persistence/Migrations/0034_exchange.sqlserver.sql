ALTER TABLE RegistryCalls ADD OfDossier BIT NOT NULL CONSTRAINT DF_RegistryCalls_OfDossier DEFAULT 0;

ALTER TABLE OutgoingDocuments ADD LeasedUntil BIGINT NULL;

CREATE INDEX IX_OutgoingDocuments_QueuedAt ON OutgoingDocuments (QueuedAt, Id);

CREATE TABLE IncomingDocuments (
    ClientId BINARY(16) NOT NULL,
    Id BINARY(16) NOT NULL,
    DossierId BINARY(16) NOT NULL,
    Transfer BINARY(16) NULL,
    Sender NVARCHAR(35) COLLATE Latin1_General_BIN2 NOT NULL,
    ReceivedAt BIGINT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL,
    PRIMARY KEY (ClientId, Id)
);

CREATE INDEX IX_IncomingDocuments_ReceivedAt ON IncomingDocuments (ReceivedAt, Id);

CREATE INDEX IX_IncomingDocuments_DossierId ON IncomingDocuments (DossierId, ReceivedAt, Id);
