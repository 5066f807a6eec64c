CREATE TABLE AccountSubjects (
    Issuer TEXT NOT NULL,
    Subject TEXT NOT NULL,
    AccountId BLOB NOT NULL REFERENCES Accounts (Id),
    PRIMARY KEY (Issuer, Subject)
) WITHOUT ROWID;

CREATE INDEX IX_AccountSubjects_Account ON AccountSubjects (AccountId);

CREATE TABLE InstallationSecrets (
    Name TEXT NOT NULL PRIMARY KEY,
    Value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE ClientSecrets (
    Id BLOB NOT NULL PRIMARY KEY,
    AccountId BLOB NOT NULL REFERENCES Accounts (Id),
    Digest BLOB NOT NULL,
    CreatedAt INTEGER NOT NULL,
    ExpiresAt INTEGER NULL,
    RevokedAt INTEGER NULL,
    LastUsedAt INTEGER NULL
);

CREATE INDEX IX_ClientSecrets_Account ON ClientSecrets (AccountId, Digest);

CREATE INDEX IX_ClientSecrets_RevokedAt ON ClientSecrets (RevokedAt) WHERE RevokedAt IS NOT NULL;

CREATE INDEX IX_Accounts_Clients ON Accounts (UserName) WHERE Kind = 'client';

CREATE TABLE Sessions (
    Id BLOB NOT NULL PRIMARY KEY,
    AccountId BLOB NOT NULL REFERENCES Accounts (Id),
    StartedAt INTEGER NOT NULL,
    ExpiresAt INTEGER NOT NULL,
    EndedAt INTEGER NULL
);

CREATE INDEX IX_Sessions_Account ON Sessions (AccountId);

CREATE INDEX IX_Sessions_EndedAt ON Sessions (EndedAt) WHERE EndedAt IS NOT NULL;

CREATE INDEX IX_Sessions_ExpiresAt ON Sessions (ExpiresAt);

CREATE TABLE RefreshTokens (
    Digest BLOB NOT NULL PRIMARY KEY,
    SessionId BLOB NOT NULL REFERENCES Sessions (Id),
    IssuedAt INTEGER NOT NULL,
    UsedAt INTEGER NULL
) WITHOUT ROWID;

CREATE INDEX IX_RefreshTokens_Session ON RefreshTokens (SessionId);

CREATE TABLE SignInFailures (
    NameDigest BLOB NOT NULL PRIMARY KEY,
    Failures INTEGER NOT NULL,
    LastAt INTEGER NOT NULL,
    LockedUntil INTEGER NULL
) WITHOUT ROWID;

CREATE INDEX IX_SignInFailures_LastAt ON SignInFailures (LastAt);

CREATE TABLE ContactConfirmations (
    AccountId BLOB NOT NULL REFERENCES Accounts (Id),
    Kind TEXT NOT NULL,
    RequestedAt INTEGER NOT NULL,
    CodeDigest BLOB NULL,
    SentAt INTEGER NULL,
    ExpiresAt INTEGER NULL,
    Attempts INTEGER NOT NULL,
    Failures INTEGER NOT NULL,
    Day TEXT NOT NULL,
    AskedOnDay INTEGER NOT NULL,
    TriedOnDay INTEGER NOT NULL,
    PRIMARY KEY (AccountId, Kind)
) WITHOUT ROWID;

CREATE INDEX IX_ContactConfirmations_Waiting ON ContactConfirmations (RequestedAt) WHERE SentAt IS NULL;

CREATE TABLE Mandates (
    Id BLOB NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    PrincipalId BLOB NOT NULL REFERENCES Accounts (Id),
    RepresentativeId BLOB NOT NULL REFERENCES Accounts (Id),
    FromDay TEXT NOT NULL,
    ToDay TEXT NULL,
    AcceptedAt INTEGER NULL,
    RevokedAt INTEGER NULL,
    Agency TEXT NULL,
    Details TEXT NOT NULL
);

CREATE INDEX IX_Mandates_Representative ON Mandates (RepresentativeId, Id);

CREATE INDEX IX_Mandates_Principal ON Mandates (PrincipalId, Id);

CREATE INDEX IX_Mandates_Agency ON Mandates (Agency, Id) WHERE Agency IS NOT NULL;

CREATE TABLE Absences (
    Id BLOB NOT NULL PRIMARY KEY,
    AccountId BLOB NOT NULL REFERENCES Accounts (Id),
    CoverId BLOB NOT NULL REFERENCES Accounts (Id),
    FromDay TEXT NOT NULL,
    ToDay TEXT NOT NULL,
    EndedAt INTEGER NULL
);

CREATE INDEX IX_Absences_Cover ON Absences (CoverId, Id);

CREATE INDEX IX_Absences_Account ON Absences (AccountId, Id);

CREATE TABLE Handovers (
    Id BLOB NOT NULL PRIMARY KEY,
    FromAccount BLOB NOT NULL REFERENCES Accounts (Id),
    ToAccount BLOB NOT NULL REFERENCES Accounts (Id),
    RequestedBy BLOB NOT NULL,
    RequestedAt INTEGER NOT NULL,
    Moved INTEGER NOT NULL,
    FinishedAt INTEGER NULL,
    Details TEXT NOT NULL
);

CREATE INDEX IX_Handovers_From ON Handovers (FromAccount, Id);

ALTER TABLE Dossiers ADD COLUMN Confidential INTEGER NOT NULL DEFAULT 0;

ALTER TABLE Dossiers ADD COLUMN Test INTEGER NOT NULL DEFAULT 0;

ALTER TABLE Dossiers ADD COLUMN Client BLOB NULL;

ALTER TABLE Dossiers ADD COLUMN Assurance INTEGER NULL;

ALTER TABLE Dossiers ADD COLUMN ErasedAt INTEGER NULL;

ALTER TABLE DossierAgencies ADD COLUMN Confidential INTEGER NOT NULL DEFAULT 0;

ALTER TABLE Events ADD COLUMN Client BLOB NULL;

CREATE INDEX IX_Events_Actor ON Events (Actor, Position);

CREATE TABLE AccessJournal (
    SubjectId BLOB NOT NULL,
    Minute INTEGER NOT NULL,
    ActorId BLOB NOT NULL,
    ClientId BLOB NULL,
    Agency TEXT NULL,
    What INTEGER NOT NULL,
    PRIMARY KEY (SubjectId, Minute, ActorId)
) WITHOUT ROWID;

CREATE INDEX IX_AccessJournal_Actor ON AccessJournal (ActorId, Minute);

ALTER TABLE ProcedureVersions ADD COLUMN RetentionYears INTEGER NULL;

CREATE TABLE Deletions (
    Id BLOB NOT NULL PRIMARY KEY,
    Kind TEXT NOT NULL,
    Subject TEXT NOT NULL,
    At INTEGER NOT NULL,
    ActorId BLOB NOT NULL,
    Basis TEXT NOT NULL,
    LastHash BLOB NOT NULL
);

CREATE INDEX IX_Deletions_At ON Deletions (At, Id);

CREATE TABLE SandboxMessages (
    Id BLOB NOT NULL PRIMARY KEY,
    At INTEGER NOT NULL,
    AccountId BLOB NOT NULL,
    Kind TEXT NOT NULL,
    Text TEXT NOT NULL
);

ALTER TABLE Accounts ADD COLUMN NameKey TEXT NOT NULL DEFAULT '';

UPDATE Accounts SET NameKey = lower(UserName);

UPDATE Accounts SET NameKey = NameKey || '#' || hex(Id)
WHERE Id IN (SELECT Id FROM (SELECT Id, ROW_NUMBER() OVER (PARTITION BY NameKey ORDER BY UserName) AS Place FROM Accounts) WHERE Place > 1);

CREATE UNIQUE INDEX UX_Accounts_NameKey ON Accounts (NameKey);
