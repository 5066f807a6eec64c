CREATE INDEX IX_DueJobs_Faulty ON DueJobs (DueAt, Id) WHERE LastFault IS NOT NULL;

CREATE INDEX IX_DueJobs_Reproject ON DueJobs (Id) WHERE Kind = 'Reproject';

CREATE INDEX IX_WebhookDeliveries_Stuck ON WebhookDeliveries (WebhookId, Id) WHERE Standing IN ('failed', 'parked');
