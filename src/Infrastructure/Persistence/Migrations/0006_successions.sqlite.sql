CREATE TABLE Successions (
    Id BLOB NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Kind INTEGER NOT NULL,
    FromDay TEXT NOT NULL,
    EffectiveAt INTEGER NOT NULL,
    RecordedAt INTEGER NOT NULL,
    FinishedAt INTEGER NULL,
    Details TEXT NOT NULL
);

DROP INDEX IX_Dossiers_ReceivedAt;

CREATE INDEX IX_Dossiers_ReceivedAt ON Dossiers (ReceivedAt, ReceivingAgency, ProcedureCode, Channel, OriginReceiving);
