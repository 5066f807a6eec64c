CREATE TABLE Dossiers (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Code NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Version INT NOT NULL,
    Status INT NOT NULL,
    Outcome INT NULL,
    ProcedureCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    ProcedureVersion INT NOT NULL,
    CaseKey NVARCHAR(100) COLLATE Latin1_General_BIN2 NOT NULL,
    Field NVARCHAR(120) COLLATE Latin1_General_BIN2 NOT NULL,
    ReceivingAgency NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    CompetentAgency NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Channel INT NOT NULL,
    OwnerAccount BINARY(16) NULL,
    Assignee BINARY(16) NULL,
    StepKey NVARCHAR(100) COLLATE Latin1_General_BIN2 NULL,
    SubmittedAt BIGINT NOT NULL,
    ReceivedAt BIGINT NULL,
    DueAt BIGINT NULL,
    FirstDueAt BIGINT NULL,
    OverdueFrom BIGINT NULL,
    ClosedAt BIGINT NULL,
    ReturnedAt BIGINT NULL,
    UpdatedAt BIGINT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE UNIQUE INDEX UX_Dossiers_Code ON Dossiers (Code);

CREATE INDEX IX_Dossiers_Assignee ON Dossiers (Assignee, Id);

CREATE INDEX IX_Dossiers_ReceivedAt ON Dossiers (ReceivedAt, ReceivingAgency, ProcedureCode, Channel);

CREATE TABLE DossierAgencies (
    AgencyCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    DossierId BINARY(16) NOT NULL,
    IsOpen INT NOT NULL,
    DueAt BIGINT NULL,
    PRIMARY KEY (AgencyCode, DossierId)
);

CREATE INDEX IX_DossierAgencies_Work ON DossierAgencies (AgencyCode, IsOpen, DueAt, DossierId);

CREATE TABLE DossierKeys (
    Kind INT NOT NULL,
    Value NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    DossierId BINARY(16) NOT NULL,
    PRIMARY KEY (Kind, Value, DossierId)
);
