-- As with attempts (decision 10), for what is written with every launch and every reply (decision 12): whether the rows of one
-- statement belong to something of their organisation is asked once. Nobody but the owner deletes what they belong to.
ALTER TABLE messaging.messages
  DROP CONSTRAINT messages_org_id_fkey,
  DROP CONSTRAINT messages_org_id_batch_id_fkey;
ALTER TABLE messaging.delivery_events DROP CONSTRAINT delivery_events_org_id_message_id_fkey;

CREATE FUNCTION messaging.refuse_strange_messages() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT 1 FROM (SELECT DISTINCT org_id, batch_id FROM added) named
      WHERE NOT EXISTS (SELECT 1 FROM identity.organisation_places o WHERE o.org_id = named.org_id)
        OR (named.batch_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM messaging.batches b WHERE b.org_id = named.org_id AND b.batch_id = named.batch_id))) THEN
      RAISE EXCEPTION 'a message of no batch of this organisation' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END;
$$;
CREATE TRIGGER messages_have_a_batch AFTER INSERT ON messaging.messages
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION messaging.refuse_strange_messages();

CREATE FUNCTION messaging.refuse_without_message() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT 1 FROM added
      LEFT JOIN LATERAL (
        SELECT 1 AS is_there FROM messaging.messages m
        WHERE m.org_id = added.org_id AND m.message_id = added.message_id
        LIMIT 1) known ON true
      WHERE known.is_there IS NULL) THEN
      RAISE EXCEPTION 'about no message of this organisation' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END;
$$;
DROP TRIGGER attempts_have_a_message ON messaging.attempts;
DROP FUNCTION messaging.refuse_strange_attempts();
CREATE TRIGGER attempts_have_a_message AFTER INSERT ON messaging.attempts
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION messaging.refuse_without_message();
CREATE TRIGGER delivery_events_have_a_message AFTER INSERT ON messaging.delivery_events
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION messaging.refuse_without_message();
