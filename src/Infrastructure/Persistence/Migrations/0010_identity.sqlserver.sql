CREATE TABLE AccountSubjects (
    Issuer NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    Subject NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    AccountId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    PRIMARY KEY (Issuer, Subject)
);

CREATE INDEX IX_AccountSubjects_Account ON AccountSubjects (AccountId);

CREATE TABLE InstallationSecrets (
    Name NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Value VARBINARY(64) NOT NULL
);

CREATE TABLE ClientSecrets (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    AccountId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    Digest BINARY(32) NOT NULL,
    CreatedAt BIGINT NOT NULL,
    ExpiresAt BIGINT NULL,
    RevokedAt BIGINT NULL,
    LastUsedAt BIGINT NULL
);

CREATE INDEX IX_ClientSecrets_Account ON ClientSecrets (AccountId, Digest);

CREATE INDEX IX_ClientSecrets_RevokedAt ON ClientSecrets (RevokedAt) WHERE RevokedAt IS NOT NULL;

CREATE INDEX IX_Accounts_Clients ON Accounts (UserName) WHERE Kind = 'client';

CREATE TABLE Sessions (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    AccountId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    StartedAt BIGINT NOT NULL,
    ExpiresAt BIGINT NOT NULL,
    EndedAt BIGINT NULL
);

CREATE INDEX IX_Sessions_Account ON Sessions (AccountId);

CREATE INDEX IX_Sessions_EndedAt ON Sessions (EndedAt) WHERE EndedAt IS NOT NULL;

CREATE INDEX IX_Sessions_ExpiresAt ON Sessions (ExpiresAt);

CREATE TABLE RefreshTokens (
    Digest BINARY(32) NOT NULL PRIMARY KEY,
    SessionId BINARY(16) NOT NULL REFERENCES Sessions (Id),
    IssuedAt BIGINT NOT NULL,
    UsedAt BIGINT NULL
);

CREATE INDEX IX_RefreshTokens_Session ON RefreshTokens (SessionId);

CREATE TABLE SignInFailures (
    NameDigest BINARY(32) NOT NULL PRIMARY KEY,
    Failures INT NOT NULL,
    LastAt BIGINT NOT NULL,
    LockedUntil BIGINT NULL
);

CREATE INDEX IX_SignInFailures_LastAt ON SignInFailures (LastAt);

CREATE TABLE ContactConfirmations (
    AccountId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    Kind NVARCHAR(30) COLLATE Latin1_General_BIN2 NOT NULL,
    RequestedAt BIGINT NOT NULL,
    CodeDigest BINARY(32) NULL,
    SentAt BIGINT NULL,
    ExpiresAt BIGINT NULL,
    Attempts INT NOT NULL,
    Failures INT NOT NULL,
    Day DATE NOT NULL,
    AskedOnDay INT NOT NULL,
    TriedOnDay INT NOT NULL,
    PRIMARY KEY (AccountId, Kind)
);

CREATE INDEX IX_ContactConfirmations_Waiting ON ContactConfirmations (RequestedAt) WHERE SentAt IS NULL;

CREATE TABLE Mandates (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Kind NVARCHAR(30) COLLATE Latin1_General_BIN2 NOT NULL,
    PrincipalId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    RepresentativeId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    FromDay DATE NOT NULL,
    ToDay DATE NULL,
    AcceptedAt BIGINT NULL,
    RevokedAt BIGINT NULL,
    Agency NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_Mandates_Representative ON Mandates (RepresentativeId, Id);

CREATE INDEX IX_Mandates_Principal ON Mandates (PrincipalId, Id);

CREATE INDEX IX_Mandates_Agency ON Mandates (Agency, Id) WHERE Agency IS NOT NULL;

CREATE TABLE Absences (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    AccountId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    CoverId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    FromDay DATE NOT NULL,
    ToDay DATE NOT NULL,
    EndedAt BIGINT NULL
);

CREATE INDEX IX_Absences_Cover ON Absences (CoverId, Id);

CREATE INDEX IX_Absences_Account ON Absences (AccountId, Id);

CREATE TABLE Handovers (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    FromAccount BINARY(16) NOT NULL REFERENCES Accounts (Id),
    ToAccount BINARY(16) NOT NULL REFERENCES Accounts (Id),
    RequestedBy BINARY(16) NOT NULL,
    RequestedAt BIGINT NOT NULL,
    Moved INT NOT NULL,
    FinishedAt BIGINT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_Handovers_From ON Handovers (FromAccount, Id);

ALTER TABLE Dossiers ADD Confidential BIT NOT NULL CONSTRAINT DF_Dossiers_Confidential DEFAULT 0;

ALTER TABLE Dossiers ADD Test BIT NOT NULL CONSTRAINT DF_Dossiers_Test DEFAULT 0;

ALTER TABLE Dossiers ADD Client BINARY(16) NULL;

ALTER TABLE Dossiers ADD Assurance INT NULL;

ALTER TABLE Dossiers ADD ErasedAt BIGINT NULL;

ALTER TABLE DossierAgencies ADD Confidential BIT NOT NULL CONSTRAINT DF_DossierAgencies_Confidential DEFAULT 0;

ALTER TABLE Events ADD Client BINARY(16) NULL;

CREATE INDEX IX_Events_Actor ON Events (Actor, Position);

CREATE TABLE AccessJournal (
    SubjectId BINARY(16) NOT NULL,
    Minute BIGINT NOT NULL,
    ActorId BINARY(16) NOT NULL,
    ClientId BINARY(16) NULL,
    Agency NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    What INT NOT NULL,
    PRIMARY KEY (SubjectId, Minute, ActorId)
);

CREATE INDEX IX_AccessJournal_Actor ON AccessJournal (ActorId, Minute);

ALTER TABLE ProcedureVersions ADD RetentionYears INT NULL;

CREATE TABLE Deletions (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Kind NVARCHAR(30) COLLATE Latin1_General_BIN2 NOT NULL,
    Subject NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    At BIGINT NOT NULL,
    ActorId BINARY(16) NOT NULL,
    Basis NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    LastHash BINARY(32) NOT NULL
);

CREATE INDEX IX_Deletions_At ON Deletions (At, Id);

CREATE TABLE SandboxMessages (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    At BIGINT NOT NULL,
    AccountId BINARY(16) NOT NULL,
    Kind NVARCHAR(30) COLLATE Latin1_General_BIN2 NOT NULL,
    Text NVARCHAR(MAX) NOT NULL
);

ALTER TABLE Accounts ADD NameKey NVARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL DEFAULT '';

EXEC (N'UPDATE Accounts SET NameKey = LOWER(UserName)');

EXEC (N'UPDATE Accounts SET NameKey = CONCAT(NameKey, ''#'', CONVERT(VARCHAR(32), Id, 2))
WHERE Id IN (SELECT Id FROM (SELECT Id, ROW_NUMBER() OVER (PARTITION BY NameKey ORDER BY UserName) AS Place FROM Accounts) placed WHERE Place > 1)');

CREATE UNIQUE INDEX UX_Accounts_NameKey ON Accounts (NameKey);
