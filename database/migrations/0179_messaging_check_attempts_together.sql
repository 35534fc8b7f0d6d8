-- A foreign key is asked row by row, and locks the row that it finds: that took more than half of the time in which attempts
-- are written down. Those of one statement are asked about together (decision 10). Nobody but the owner deletes messages.
ALTER TABLE messaging.attempts DROP CONSTRAINT attempts_org_id_message_id_fkey;

CREATE FUNCTION messaging.refuse_strange_attempts() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (
      SELECT 1 FROM added
      LEFT JOIN LATERAL (
        SELECT 1 AS is_there FROM messaging.messages m
        WHERE m.org_id = added.org_id AND m.message_id = added.message_id
        LIMIT 1) known ON true
      WHERE known.is_there IS NULL) THEN
      RAISE EXCEPTION 'an attempt of no message of this organisation' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END;
$$;
CREATE TRIGGER attempts_have_a_message AFTER INSERT ON messaging.attempts
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION messaging.refuse_strange_attempts();
