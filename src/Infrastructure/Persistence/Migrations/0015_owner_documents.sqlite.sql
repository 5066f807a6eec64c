CREATE TABLE OwnerDocuments (
    Kind INTEGER NOT NULL,
    Value TEXT NOT NULL,
    Document TEXT NOT NULL,
    DossierId BLOB NOT NULL,
    PRIMARY KEY (Kind, Value, Document, DossierId)
) WITHOUT ROWID;
