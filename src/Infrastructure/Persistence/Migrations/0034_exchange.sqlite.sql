ALTER TABLE RegistryCalls ADD COLUMN OfDossier INTEGER NOT NULL DEFAULT 0;

ALTER TABLE OutgoingDocuments ADD COLUMN LeasedUntil INTEGER NULL;

CREATE INDEX IX_OutgoingDocuments_QueuedAt ON OutgoingDocuments (QueuedAt, Id);
