CREATE TABLE OwnerDocuments (
    Kind INT NOT NULL,
    Value NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    Document VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    DossierId BINARY(16) NOT NULL,
    PRIMARY KEY (Kind, Value, Document, DossierId)
);
