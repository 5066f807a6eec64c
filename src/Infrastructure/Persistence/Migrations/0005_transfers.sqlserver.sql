ALTER TABLE Dossiers ADD RootId BINARY(16) NULL;

ALTER TABLE Dossiers ADD OriginReceiving NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL;

ALTER TABLE Dossiers ADD OriginCompetent NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL;

ALTER TABLE Dossiers ADD UnreadSince BIGINT NULL;

ALTER TABLE Dossiers ADD Closing INT NULL;

CREATE TABLE Transfers (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    DossierId BINARY(16) NOT NULL REFERENCES Dossiers (Id),
    Kind INT NOT NULL,
    Status INT NOT NULL,
    FromAgency NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    ToAgency NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    OriginFrom NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    OriginTo NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    StepKey NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    ParallelGroup NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    Previous BINARY(16) NULL,
    SentAt BIGINT NOT NULL,
    AcceptBy BIGINT NOT NULL,
    AcceptedAt BIGINT NULL,
    DueAt BIGINT NOT NULL,
    OverdueFrom BIGINT NULL,
    ClosedAt BIGINT NULL,
    Closing INT NULL,
    UpdatedAt BIGINT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_Transfers_Dossier ON Transfers (DossierId, Id);

CREATE INDEX IX_Transfers_SentAt ON Transfers (SentAt, ToAgency);

CREATE TABLE TransferAgencies (
    AgencyCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    TransferId BINARY(16) NOT NULL,
    IsOpen INT NOT NULL,
    DueAt BIGINT NOT NULL,
    PRIMARY KEY (AgencyCode, TransferId)
);

CREATE INDEX IX_TransferAgencies_Work ON TransferAgencies (AgencyCode, IsOpen, DueAt, TransferId);
