CREATE TABLE Dossiers (
    Id BLOB NOT NULL PRIMARY KEY,
    Code TEXT NOT NULL,
    Version INTEGER NOT NULL,
    Status INTEGER NOT NULL,
    Outcome INTEGER NULL,
    ProcedureCode TEXT NOT NULL,
    ProcedureVersion INTEGER NOT NULL,
    CaseKey TEXT NOT NULL,
    Field TEXT NOT NULL,
    ReceivingAgency TEXT NOT NULL,
    CompetentAgency TEXT NOT NULL,
    Channel INTEGER NOT NULL,
    OwnerAccount BLOB NULL,
    Assignee BLOB NULL,
    StepKey TEXT NULL,
    SubmittedAt INTEGER NOT NULL,
    ReceivedAt INTEGER NULL,
    DueAt INTEGER NULL,
    FirstDueAt INTEGER NULL,
    OverdueFrom INTEGER NULL,
    ClosedAt INTEGER NULL,
    ReturnedAt INTEGER NULL,
    UpdatedAt INTEGER NOT NULL,
    Details TEXT NOT NULL
);

CREATE UNIQUE INDEX UX_Dossiers_Code ON Dossiers (Code);

CREATE INDEX IX_Dossiers_Assignee ON Dossiers (Assignee, Id);

CREATE INDEX IX_Dossiers_ReceivedAt ON Dossiers (ReceivedAt, ReceivingAgency, ProcedureCode, Channel);

CREATE TABLE DossierAgencies (
    AgencyCode TEXT NOT NULL,
    DossierId BLOB NOT NULL,
    IsOpen INTEGER NOT NULL,
    DueAt INTEGER NULL,
    PRIMARY KEY (AgencyCode, DossierId)
) WITHOUT ROWID;

CREATE INDEX IX_DossierAgencies_Work ON DossierAgencies (AgencyCode, IsOpen, DueAt, DossierId);

CREATE TABLE DossierKeys (
    Kind INTEGER NOT NULL,
    Value TEXT NOT NULL,
    DossierId BLOB NOT NULL,
    PRIMARY KEY (Kind, Value, DossierId)
) WITHOUT ROWID;
