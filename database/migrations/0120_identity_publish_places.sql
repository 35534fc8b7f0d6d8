-- Which law and whose clock hold where nothing nearer is known.
CREATE VIEW identity.organisation_places WITH (security_invoker = true) AS
  SELECT org_id, default_country AS country, time_zone FROM identity.organisations;
SELECT platform.publish('identity.organisation_places');
