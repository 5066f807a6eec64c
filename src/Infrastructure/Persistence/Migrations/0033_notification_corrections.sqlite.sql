ALTER TABLE Notifications ADD Revision INTEGER NOT NULL DEFAULT 0;

ALTER TABLE Notifications ADD WaitsSince INTEGER NULL;

UPDATE Notifications SET WaitsSince = DueAt WHERE DueAt IS NOT NULL;

UPDATE Notifications SET State = 'superseded' WHERE State = 'failed' AND SupersededBy IS NOT NULL;

DROP INDEX IX_Notifications_Once;

CREATE UNIQUE INDEX IX_Notifications_Once ON Notifications (DossierId, EventId, Channel, Recipient, Revision);

DROP INDEX IX_Notifications_Failed;

CREATE INDEX IX_Notifications_State ON Notifications (State, Id);

CREATE INDEX IX_Notifications_Waiting ON Notifications (WaitsSince, Channel) WHERE DueAt IS NOT NULL;

CREATE TABLE NotificationPresence (
    Id INTEGER NOT NULL PRIMARY KEY,
    AliveAt INTEGER NULL,
    AlivePosition INTEGER NOT NULL,
    OffSince INTEGER NULL,
    OffAfter INTEGER NOT NULL,
    OffUntil INTEGER NOT NULL
);

INSERT INTO NotificationPresence (Id, AliveAt, AlivePosition, OffSince, OffAfter, OffUntil) VALUES (1, NULL, 0, NULL, 0, 0);
