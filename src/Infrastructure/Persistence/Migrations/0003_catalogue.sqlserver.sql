CREATE TABLE Agencies (
    Code NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Name NVARCHAR(400) NOT NULL,
    Kind NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL,
    Level NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Parent NVARCHAR(40) COLLATE Latin1_General_BIN2 NULL,
    EffectiveFrom DATE NULL,
    EffectiveTo DATE NULL,
    Version INT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE INDEX IX_Agencies_Parent ON Agencies (Parent);

CREATE TABLE Fields (
    Code NVARCHAR(120) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Name NVARCHAR(400) NOT NULL
);

CREATE TABLE Procedures (
    Code NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE TABLE ProcedureVersions (
    ProcedureCode NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Number INT NOT NULL,
    Status NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Name NVARCHAR(1000) NOT NULL,
    SortName NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    SearchText NVARCHAR(4000) COLLATE Latin1_General_BIN2 NOT NULL,
    Field NVARCHAR(120) COLLATE Latin1_General_BIN2 NOT NULL,
    Level NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Levels NVARCHAR(120) COLLATE Latin1_General_BIN2 NOT NULL,
    Service NVARCHAR(20) COLLATE Latin1_General_BIN2 NULL,
    EffectiveFrom DATE NULL,
    EffectiveTo DATE NULL,
    CONSTRAINT PK_ProcedureVersions PRIMARY KEY (ProcedureCode, Number)
);

CREATE INDEX IX_ProcedureVersions_Field ON ProcedureVersions (Field, ProcedureCode);

CREATE TABLE Offerings (
    ProcedureCode NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    AgencyCode NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_Offerings PRIMARY KEY (ProcedureCode, AgencyCode)
);

CREATE INDEX IX_Offerings_Agency ON Offerings (AgencyCode, ProcedureCode);

CREATE TABLE WeeklyTemplates (
    Name NVARCHAR(60) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL
);

CREATE TABLE CalendarYears (
    Year INT NOT NULL PRIMARY KEY,
    Version INT NOT NULL,
    Details NVARCHAR(MAX) NOT NULL
);
