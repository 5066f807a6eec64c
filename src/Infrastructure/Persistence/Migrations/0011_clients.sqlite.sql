UPDATE Dossiers
SET Client = OwnerAccount, OwnerAccount = NULL
WHERE OwnerAccount IN (SELECT Id FROM Accounts WHERE Kind = 'client');

UPDATE DossierKeys
SET Kind = 8
WHERE Kind = 5 AND DossierId IN (SELECT Id FROM Dossiers WHERE Client IS NOT NULL);

UPDATE Dossiers SET Assurance = 1 WHERE Channel = 1 AND OwnerAccount IS NOT NULL;

UPDATE Dossiers SET Assurance = 0 WHERE Channel = 1 AND OwnerAccount IS NULL;

DROP INDEX IX_Dossiers_ReceivedAt;

CREATE INDEX IX_Dossiers_ReceivedAt ON Dossiers (ReceivedAt, ReceivingAgency, ProcedureCode, Channel, OriginReceiving, Test, Confidential, Assurance);

DROP INDEX IX_DossierAgencies_Work;

CREATE INDEX IX_DossierAgencies_Work ON DossierAgencies (AgencyCode, IsOpen, DueAt, DossierId, Confidential);
