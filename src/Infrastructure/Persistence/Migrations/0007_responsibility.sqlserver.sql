CREATE TABLE ResponsibilityTimes (
    ClosedAt BIGINT NOT NULL,
    DossierId BINARY(16) NOT NULL,
    AgencyCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    OriginAgency NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Minutes BIGINT NOT NULL,
    Legs INT NOT NULL,
    Parties INT NOT NULL,
    ProcedureCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Field NVARCHAR(120) COLLATE Latin1_General_BIN2 NOT NULL,
    PRIMARY KEY (ClosedAt, DossierId, AgencyCode, OriginAgency)
);

CREATE INDEX IX_Dossiers_ClosedAt ON Dossiers (ClosedAt, ReceivedAt);

CREATE INDEX IX_Transfers_ClosedAt ON Transfers (ClosedAt, SentAt);
