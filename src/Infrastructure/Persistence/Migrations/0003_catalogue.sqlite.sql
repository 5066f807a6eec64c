CREATE TABLE Agencies (
    Code TEXT NOT NULL PRIMARY KEY,
    Name TEXT NOT NULL,
    Kind TEXT NOT NULL,
    Level TEXT NOT NULL,
    Parent TEXT NULL,
    EffectiveFrom TEXT NULL,
    EffectiveTo TEXT NULL,
    Version INTEGER NOT NULL,
    Details TEXT NOT NULL
);

CREATE INDEX IX_Agencies_Parent ON Agencies (Parent);

CREATE TABLE Fields (
    Code TEXT NOT NULL PRIMARY KEY,
    Name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE Procedures (
    Code TEXT NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Details TEXT NOT NULL
);

CREATE TABLE ProcedureVersions (
    ProcedureCode TEXT NOT NULL,
    Number INTEGER NOT NULL,
    Status TEXT NOT NULL,
    Name TEXT NOT NULL,
    SortName TEXT NOT NULL,
    SearchText TEXT NOT NULL,
    Field TEXT NOT NULL,
    Level TEXT NOT NULL,
    Levels TEXT NOT NULL,
    Service TEXT NULL,
    EffectiveFrom TEXT NULL,
    EffectiveTo TEXT NULL,
    CONSTRAINT PK_ProcedureVersions PRIMARY KEY (ProcedureCode, Number)
);

CREATE INDEX IX_ProcedureVersions_Field ON ProcedureVersions (Field, ProcedureCode);

CREATE TABLE Offerings (
    ProcedureCode TEXT NOT NULL,
    AgencyCode TEXT NOT NULL,
    CONSTRAINT PK_Offerings PRIMARY KEY (ProcedureCode, AgencyCode)
) WITHOUT ROWID;

CREATE INDEX IX_Offerings_Agency ON Offerings (AgencyCode, ProcedureCode);

CREATE TABLE WeeklyTemplates (
    Name TEXT NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Details TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE CalendarYears (
    Year INTEGER NOT NULL PRIMARY KEY,
    Version INTEGER NOT NULL,
    Details TEXT NOT NULL
);
