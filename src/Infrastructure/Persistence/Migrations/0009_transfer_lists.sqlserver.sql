CREATE INDEX IX_TransferAgencies_Transfer ON TransferAgencies (TransferId, AgencyCode);
