ALTER TABLE Dossiers ADD AcceptBy BIGINT NULL;

ALTER TABLE Dossiers ADD LastActAt BIGINT NULL;

CREATE INDEX IX_Dossiers_Root ON Dossiers (RootId) WHERE RootId IS NOT NULL;

CREATE TABLE Escalations (
    SubjectId BINARY(16) NOT NULL,
    Rung INT NOT NULL,
    ClaimedAt BIGINT NOT NULL,
    PRIMARY KEY (SubjectId, Rung)
);
