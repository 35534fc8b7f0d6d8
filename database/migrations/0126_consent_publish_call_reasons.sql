-- The reasons that were stated for calls, to be counted beside those for messages.
CREATE VIEW consent.call_reasons WITH (security_invoker = true) AS
  SELECT org_id, call_check_id, contact_id, asked_by_id, coalesce(operator_name, asked_by_name) AS operator_name,
         reason_id, reason_text, asked_at
  FROM consent.call_checks
  WHERE reason_text IS NOT NULL AND answer = 'allowed';
SELECT platform.publish('consent.call_reasons');
