CREATE INDEX IX_Notifications_Order ON Notifications (DossierId, Channel, Recipient, Position) WHERE DueAt IS NOT NULL;

ALTER TABLE Notifications ADD ReceiptAt INTEGER NULL;
