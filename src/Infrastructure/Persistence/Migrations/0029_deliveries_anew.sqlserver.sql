ALTER TABLE WebhookDeliveries ADD Forgiven INT NULL;

CREATE INDEX IX_WebhookDeliveries_GivenUp ON WebhookDeliveries (WebhookId, Position) WHERE Standing IN ('failed', 'parked');

CREATE INDEX IX_Webhooks_Removed ON Webhooks (RemovedAt, Id) WHERE RemovedAt IS NOT NULL;
