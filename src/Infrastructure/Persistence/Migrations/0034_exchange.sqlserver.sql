ALTER TABLE RegistryCalls ADD OfDossier BIT NOT NULL CONSTRAINT DF_RegistryCalls_OfDossier DEFAULT 0;

ALTER TABLE OutgoingDocuments ADD LeasedUntil BIGINT NULL;

CREATE INDEX IX_OutgoingDocuments_QueuedAt ON OutgoingDocuments (QueuedAt, Id);
