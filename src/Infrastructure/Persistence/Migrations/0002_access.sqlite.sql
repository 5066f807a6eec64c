CREATE TABLE Accounts (
    Id BLOB NOT NULL PRIMARY KEY,
    UserName TEXT NOT NULL,
    Kind TEXT NOT NULL,
    DisplayName TEXT NOT NULL,
    PasswordHash TEXT NULL,
    Disabled INTEGER NOT NULL,
    Version INTEGER NOT NULL,
    Details TEXT NOT NULL
);

CREATE UNIQUE INDEX UX_Accounts_UserName ON Accounts (UserName);

CREATE TABLE AccountPosts (
    AccountId BLOB NOT NULL REFERENCES Accounts (Id),
    Number INTEGER NOT NULL,
    Role TEXT NOT NULL,
    AgencyCode TEXT NULL,
    Division TEXT NULL,
    FromDay TEXT NULL,
    ToDay TEXT NULL,
    PRIMARY KEY (AccountId, Number)
) WITHOUT ROWID;

CREATE INDEX IX_AccountPosts_AgencyCode ON AccountPosts (AgencyCode, AccountId);

CREATE TABLE SigningKeys (
    Id BLOB NOT NULL PRIMARY KEY,
    Kid TEXT NOT NULL,
    PrivateKey TEXT NOT NULL,
    CreatedAt INTEGER NOT NULL,
    RetiredAt INTEGER NULL
);

CREATE UNIQUE INDEX UX_SigningKeys_Kid ON SigningKeys (Kid);
