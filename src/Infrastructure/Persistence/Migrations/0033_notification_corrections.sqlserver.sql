ALTER TABLE Notifications ADD Revision BIGINT NOT NULL DEFAULT 0;

ALTER TABLE Notifications ADD WaitsSince BIGINT NULL;

EXEC (N'UPDATE Notifications SET WaitsSince = DueAt WHERE DueAt IS NOT NULL');

EXEC (N'UPDATE Notifications SET State = ''superseded'' WHERE State = ''failed'' AND SupersededBy IS NOT NULL');

DROP INDEX IX_Notifications_Once ON Notifications;

CREATE UNIQUE INDEX IX_Notifications_Once ON Notifications (DossierId, EventId, Channel, Recipient, Revision);

DROP INDEX IX_Notifications_Failed ON Notifications;

CREATE INDEX IX_Notifications_State ON Notifications (State, Id);

CREATE INDEX IX_Notifications_Waiting ON Notifications (WaitsSince, Channel) WHERE DueAt IS NOT NULL;

CREATE TABLE NotificationPresence (
    Id BIGINT NOT NULL PRIMARY KEY,
    AliveAt BIGINT NULL,
    AlivePosition BIGINT NOT NULL,
    OffSince BIGINT NULL,
    OffAfter BIGINT NOT NULL,
    OffUntil BIGINT NOT NULL
);

INSERT INTO NotificationPresence (Id, AliveAt, AlivePosition, OffSince, OffAfter, OffUntil) VALUES (1, NULL, 0, NULL, 0, 0);
