CREATE INDEX IX_WebhookDeliveries_Pings ON WebhookDeliveries (WebhookId, Position, DueAt) WHERE Standing = 'pending' AND Position = 0;
