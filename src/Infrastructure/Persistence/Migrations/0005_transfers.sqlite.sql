ALTER TABLE Dossiers ADD COLUMN RootId BLOB NULL;

ALTER TABLE Dossiers ADD COLUMN OriginReceiving TEXT NULL;

ALTER TABLE Dossiers ADD COLUMN OriginCompetent TEXT NULL;

ALTER TABLE Dossiers ADD COLUMN UnreadSince INTEGER NULL;

ALTER TABLE Dossiers ADD COLUMN Closing INTEGER NULL;

CREATE TABLE Transfers (
    Id BLOB NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    DossierId BLOB NOT NULL REFERENCES Dossiers (Id),
    Kind INTEGER NOT NULL,
    Status INTEGER NOT NULL,
    FromAgency TEXT NOT NULL,
    ToAgency TEXT NOT NULL,
    OriginFrom TEXT NULL,
    OriginTo TEXT NULL,
    StepKey TEXT NULL,
    ParallelGroup TEXT NULL,
    Previous BLOB NULL,
    SentAt INTEGER NOT NULL,
    AcceptBy INTEGER NOT NULL,
    AcceptedAt INTEGER NULL,
    DueAt INTEGER NOT NULL,
    OverdueFrom INTEGER NULL,
    ClosedAt INTEGER NULL,
    Closing INTEGER NULL,
    UpdatedAt INTEGER NOT NULL,
    Details TEXT NOT NULL
);

CREATE INDEX IX_Transfers_Dossier ON Transfers (DossierId, Id);

CREATE INDEX IX_Transfers_SentAt ON Transfers (SentAt, ToAgency);

CREATE TABLE TransferAgencies (
    AgencyCode TEXT NOT NULL,
    TransferId BLOB NOT NULL,
    IsOpen INTEGER NOT NULL,
    DueAt INTEGER NOT NULL,
    PRIMARY KEY (AgencyCode, TransferId)
) WITHOUT ROWID;

CREATE INDEX IX_TransferAgencies_Work ON TransferAgencies (AgencyCode, IsOpen, DueAt, TransferId);
