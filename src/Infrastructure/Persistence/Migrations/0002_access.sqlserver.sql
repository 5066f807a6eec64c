CREATE TABLE Accounts (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    UserName NVARCHAR(120) COLLATE Latin1_General_BIN2 NOT NULL,
    Kind NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    DisplayName NVARCHAR(200) NOT NULL,
    PasswordHash NVARCHAR(200) COLLATE Latin1_General_BIN2 NULL,
    Disabled BIT NOT NULL,
    Version INT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE UNIQUE INDEX UX_Accounts_UserName ON Accounts (UserName);

CREATE TABLE AccountPosts (
    AccountId BINARY(16) NOT NULL REFERENCES Accounts (Id),
    Number INT NOT NULL,
    Role NVARCHAR(30) COLLATE Latin1_General_BIN2 NOT NULL,
    AgencyCode NVARCHAR(60) COLLATE Latin1_General_BIN2 NULL,
    Division NVARCHAR(200) NULL,
    FromDay DATE NULL,
    ToDay DATE NULL,
    PRIMARY KEY (AccountId, Number)
);

CREATE INDEX IX_AccountPosts_AgencyCode ON AccountPosts (AgencyCode, AccountId);

CREATE TABLE SigningKeys (
    Id BINARY(16) NOT NULL PRIMARY KEY,
    Kid NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL,
    PrivateKey NVARCHAR(MAX) NOT NULL,
    CreatedAt BIGINT NOT NULL,
    RetiredAt BIGINT NULL
);

CREATE UNIQUE INDEX UX_SigningKeys_Kid ON SigningKeys (Kid);
