-- An import writes eight search keys for each contact, and each asked for its organisation by itself, with a lock on the same row:
-- a third of the time in which they are written. Whether all keys of one statement have a contact of their organisation is asked
-- once (decision 10), which the foreign key never asked. Nobody but the owner deletes contacts.
ALTER TABLE contacts.search_keys DROP CONSTRAINT search_keys_org_id_fkey;

CREATE FUNCTION contacts.refuse_strange_keys() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT 1 FROM (SELECT DISTINCT org_id, contact_id FROM added) named
      LEFT JOIN LATERAL (
        SELECT 1 AS is_there FROM contacts.contacts c
        WHERE c.org_id = named.org_id AND c.contact_id = named.contact_id
        LIMIT 1) known ON true
      WHERE known.is_there IS NULL) THEN
      RAISE EXCEPTION 'search keys of no contact of this organisation' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END;
$$;
CREATE TRIGGER search_keys_have_a_contact AFTER INSERT ON contacts.search_keys
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION contacts.refuse_strange_keys();

-- Their other foreign keys begin with the organisation too, and lead to rows that have one.
ALTER TABLE contacts.contact_addresses DROP CONSTRAINT contact_addresses_org_id_fkey;
ALTER TABLE contacts.import_rows DROP CONSTRAINT import_rows_org_id_fkey;
ALTER TABLE contacts.import_changes DROP CONSTRAINT import_changes_org_id_fkey;
