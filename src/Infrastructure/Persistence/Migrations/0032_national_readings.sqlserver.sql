ALTER TABLE NationalProcedures ADD Edition INT NOT NULL DEFAULT 1;

ALTER TABLE NationalProcedures ADD MissedIn BINARY(16) NULL;

ALTER TABLE NationalAgencies ADD Edition INT NOT NULL DEFAULT 1;

ALTER TABLE NationalAgencies ADD MissedIn BINARY(16) NULL;

ALTER TABLE CatalogueSyncs ADD AcceptShrunk BIT NOT NULL DEFAULT 0;
