CREATE INDEX IX_PortalInbox_State ON PortalInbox (State, ReceivedAt, MessageId);

CREATE INDEX IX_PortalInbox_Agency ON PortalInbox (Agency, ReceivedAt, MessageId);

CREATE INDEX IX_OutgoingDocuments_State ON OutgoingDocuments (State, QueuedAt, Id);

CREATE INDEX IX_RegistryCalls_ActorId ON RegistryCalls (ActorId, At);
