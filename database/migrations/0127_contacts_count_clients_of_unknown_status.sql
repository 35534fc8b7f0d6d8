-- Whoever registers a client of unknown status has declared a client or a prospect; only a mere directory entry is neither.
CREATE OR REPLACE VIEW contacts.contact_standing WITH (security_invoker = true) AS
  SELECT
    org_id, contact_id, country,
    CASE
      WHEN status = 'client' OR kind = 'supplier' THEN 'client'
      WHEN status = 'prospect' OR kind = 'client' THEN 'prospect'
      ELSE 'none' END AS relation,
    company <> '' AS is_business
  FROM contacts.contacts
  WHERE erased_at IS NULL;
