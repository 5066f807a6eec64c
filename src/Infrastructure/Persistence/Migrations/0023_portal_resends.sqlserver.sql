ALTER TABLE PortalSyncs ADD Resends INT NOT NULL CONSTRAINT DF_PortalSyncs_Resends DEFAULT 0;

UPDATE PortalSyncs SET Certain = 0;
