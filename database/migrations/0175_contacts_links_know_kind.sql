-- What a list asks of each address, beside the link to its contact: a summary of a million contacts reads one table less.
-- The kind of an address never changes; its validity is told by the trigger below.
ALTER TABLE contacts.contact_addresses
  ADD COLUMN kind text CHECK (kind IN ('email', 'phone', 'push')),
  ADD COLUMN is_valid boolean NOT NULL DEFAULT true;
ALTER TABLE contacts.contact_addresses NO FORCE ROW LEVEL SECURITY;
ALTER TABLE contacts.addresses NO FORCE ROW LEVEL SECURITY;
UPDATE contacts.contact_addresses link
SET kind = address.kind, is_valid = address.is_valid,
  removed_at = CASE WHEN address.erased_at IS NULL THEN link.removed_at ELSE coalesce(link.removed_at, address.erased_at) END
FROM contacts.addresses address
WHERE address.org_id = link.org_id AND address.address_id = link.address_id;
ALTER TABLE contacts.contact_addresses FORCE ROW LEVEL SECURITY;
ALTER TABLE contacts.addresses FORCE ROW LEVEL SECURITY;
ALTER TABLE contacts.contact_addresses ALTER COLUMN kind SET NOT NULL;

-- Nobody has an erased address any more.
CREATE FUNCTION contacts.tell_links() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE contacts.contact_addresses
    SET is_valid = NEW.is_valid,
      removed_at = CASE WHEN NEW.erased_at IS NULL THEN removed_at ELSE coalesce(removed_at, NEW.erased_at) END
    WHERE org_id = NEW.org_id AND address_id = NEW.address_id;
    RETURN NULL;
  END $$;
CREATE TRIGGER addresses_tell_links AFTER UPDATE OF is_valid, erased_at ON contacts.addresses
  FOR EACH ROW EXECUTE FUNCTION contacts.tell_links();

-- Who does not ask for the value is not given the table in which it stands.
CREATE OR REPLACE VIEW contacts.address_book WITH (security_invoker = true) AS
  SELECT
    link.org_id, link.address_id, link.contact_id, link.kind, address.value, link.position, link.added_at,
    link.is_valid AS valid, link.is_entangled AS entangled
  FROM contacts.contact_addresses link
  LEFT JOIN contacts.addresses address
    ON address.org_id = link.org_id AND address.address_id = link.address_id AND address.kind = link.kind
  WHERE link.removed_at IS NULL;

-- All that a list reads of links and contacts, in the order of contacts, without the rows themselves.
DROP INDEX contacts.contact_addresses_current;
CREATE UNIQUE INDEX contact_addresses_current ON contacts.contact_addresses (org_id, contact_id, address_id)
  INCLUDE (kind, is_valid, is_entangled, position) WHERE removed_at IS NULL;
CREATE INDEX contacts_present ON contacts.contacts (org_id, contact_id) WHERE erased_at IS NULL;
