-- For results of campaigns: what became of each recipient.
CREATE VIEW messaging.batch_messages WITH (security_invoker = true) AS
  SELECT org_id, batch_id, message_id, contact_id, address_id, state, final_at
  FROM messaging.messages
  WHERE batch_id IS NOT NULL;
SELECT platform.publish('messaging.batch_messages');
