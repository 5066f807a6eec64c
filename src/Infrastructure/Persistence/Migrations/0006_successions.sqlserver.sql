CREATE TABLE Successions (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Kind INT NOT NULL,
    FromDay DATE NOT NULL,
    EffectiveAt BIGINT NOT NULL,
    RecordedAt BIGINT NOT NULL,
    FinishedAt BIGINT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

DROP INDEX IX_Dossiers_ReceivedAt ON Dossiers;

CREATE INDEX IX_Dossiers_ReceivedAt ON Dossiers (ReceivedAt, ReceivingAgency, ProcedureCode, Channel, OriginReceiving);
