-- For the doctor: from when until when nobody might write to an address.
CREATE VIEW consent.suppression_times WITH (security_invoker = true) AS
  SELECT org_id, address_id, kind, started_at, ended_at
  FROM consent.suppressions;
SELECT platform.publish('consent.suppression_times');
