CREATE TABLE ResponsibilityTimes (
    ClosedAt INTEGER NOT NULL,
    DossierId BLOB NOT NULL,
    AgencyCode TEXT NOT NULL,
    OriginAgency TEXT NOT NULL,
    Minutes INTEGER NOT NULL,
    Legs INTEGER NOT NULL,
    Parties INTEGER NOT NULL,
    ProcedureCode TEXT NOT NULL,
    Field TEXT NOT NULL,
    PRIMARY KEY (ClosedAt, DossierId, AgencyCode, OriginAgency)
) WITHOUT ROWID;

CREATE INDEX IX_Dossiers_ClosedAt ON Dossiers (ClosedAt, ReceivedAt);

CREATE INDEX IX_Transfers_ClosedAt ON Transfers (ClosedAt, SentAt);
