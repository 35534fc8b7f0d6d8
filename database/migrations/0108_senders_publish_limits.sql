-- For the doctor: what each sender may do.
CREATE VIEW senders.sender_limits WITH (security_invoker = true) AS
  SELECT org_id, sender_id, limit_count, limit_hours, limit_changed_at, connections
  FROM senders.accounts;
SELECT platform.publish('senders.sender_limits');
