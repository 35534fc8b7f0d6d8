-- What the law of a country asks about a person: where they are, what they are to us, whether they are a business.
CREATE VIEW contacts.contact_standing WITH (security_invoker = true) AS
  SELECT
    org_id, contact_id, country,
    CASE WHEN status = 'client' OR kind = 'supplier' THEN 'client' WHEN status = 'prospect' THEN 'prospect' ELSE 'none' END AS relation,
    company <> '' AS is_business
  FROM contacts.contacts
  WHERE erased_at IS NULL;
SELECT platform.publish('contacts.contact_standing');
