-- An address that another contact has too, or a contact with several of one kind: only there a list has to choose. Set when
-- a second one comes, and never taken back: a mark too many costs a little time, one too few would write to somebody twice.
ALTER TABLE contacts.contact_addresses ADD COLUMN is_entangled boolean NOT NULL DEFAULT false;
ALTER TABLE contacts.contact_addresses NO FORCE ROW LEVEL SECURITY;
ALTER TABLE contacts.addresses NO FORCE ROW LEVEL SECURITY;
UPDATE contacts.contact_addresses link SET is_entangled = true
FROM (
  SELECT held.org_id, held.contact_address_id,
    count(*) OVER (PARTITION BY held.org_id, held.contact_id, address.kind) AS of_contact,
    count(*) OVER (PARTITION BY held.org_id, held.address_id) AS of_address
  FROM contacts.contact_addresses held
  JOIN contacts.addresses address ON address.org_id = held.org_id AND address.address_id = held.address_id
  WHERE held.removed_at IS NULL) counted
WHERE counted.org_id = link.org_id AND counted.contact_address_id = link.contact_address_id
  AND (counted.of_contact > 1 OR counted.of_address > 1);
ALTER TABLE contacts.contact_addresses FORCE ROW LEVEL SECURITY;
ALTER TABLE contacts.addresses FORCE ROW LEVEL SECURITY;
CREATE INDEX contact_addresses_entangled ON contacts.contact_addresses (org_id, contact_id)
  WHERE is_entangled AND removed_at IS NULL;

CREATE OR REPLACE VIEW contacts.address_book WITH (security_invoker = true) AS
  SELECT
    link.org_id, link.address_id, link.contact_id, address.kind, address.value, link.position, link.added_at,
    address.is_valid AS valid, link.is_entangled AS entangled
  FROM contacts.contact_addresses link
  JOIN contacts.addresses address ON address.org_id = link.org_id AND address.address_id = link.address_id
  WHERE link.removed_at IS NULL AND address.erased_at IS NULL;
