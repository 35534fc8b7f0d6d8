-- The matrix D1, the same as consent-actions.rules.ts (a test compares them). NULL: impossible. 'same': the state stays.
CREATE FUNCTION consent.next_state(status text, event text, actor text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$
    SELECT CASE
      WHEN event = 'requested' AND actor IN ('staff', 'system') AND status IN ('not-asked', 'pending', 'expired') THEN 'pending'
      WHEN event = 'requested' AND actor IN ('staff', 'system') AND status = 'accepted' THEN 'accepted'
      WHEN event = 'granted' AND actor IN ('person', 'staff') AND status IN ('not-asked', 'pending', 'expired') THEN 'accepted'
      WHEN event = 'granted' AND actor = 'person' AND status IN ('refused', 'withdrawn') THEN 'accepted'
      WHEN event = 'extended' AND actor IN ('person', 'staff') AND status = 'accepted' THEN 'accepted'
      WHEN event = 'refused' AND actor IN ('person', 'staff', 'system', 'operator') AND status IN ('not-asked', 'pending', 'expired') THEN 'refused'
      WHEN event = 'withdrawn' AND actor IN ('person', 'staff', 'system', 'operator') AND status IN ('accepted', 'expired') THEN 'withdrawn'
      WHEN event = 'ended' AND actor = 'system' AND status IN ('accepted', 'expired') THEN 'not-asked'
      WHEN event = 'overridden' AND actor IN ('staff', 'system') AND status IN ('not-asked', 'pending', 'expired') THEN 'same'
      WHEN event = 'suppressed' AND actor IN ('staff', 'system', 'operator') THEN 'same'
      WHEN event = 'released' AND actor IN ('staff', 'operator') THEN 'same'
    END
  $$;

-- No path, whatever program takes it, writes an event that the matrix does not have or that does not follow on the chain.
CREATE FUNCTION consent.guard_ledger() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  DECLARE
    previous_hash text;
    status text;
    ends_at timestamptz;
    expected text;
  BEGIN
    SELECT l.hash INTO previous_hash FROM consent.ledger l WHERE l.org_id = NEW.org_id AND l.seq = NEW.seq - 1;
    IF NEW.prev_hash IS DISTINCT FROM (CASE WHEN NEW.seq = 1 THEN repeat('0', 64) ELSE previous_hash END) THEN
      RAISE EXCEPTION 'consent: event % does not follow on the chain', NEW.seq USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.type_id IS NULL) IS DISTINCT FROM (NEW.kind IN ('suppressed', 'released')) THEN
      RAISE EXCEPTION 'consent: % does not fit its consent type', NEW.kind USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT l.state_after, l.valid_until INTO status, ends_at
      FROM consent.ledger l
      WHERE l.org_id = NEW.org_id AND l.subject_id = NEW.subject_id AND l.type_id = NEW.type_id AND l.state_after IS NOT NULL
      ORDER BY l.seq DESC
      LIMIT 1;
    status := coalesce(status, 'not-asked');
    IF status = 'accepted' AND ends_at <= NEW.recorded_at THEN
      status := 'expired';
    END IF;
    expected := consent.next_state(status, NEW.kind, NEW.actor);
    IF expected IS NULL THEN
      RAISE EXCEPTION 'consent: % by % is impossible while %', NEW.kind, NEW.actor, status USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state_after IS DISTINCT FROM nullif(expected, 'same') THEN
      RAISE EXCEPTION 'consent: % does not lead to %', NEW.kind, NEW.state_after USING ERRCODE = 'restrict_violation';
    END IF;
    -- The person's own yes comes from a page of their own, and from nowhere else.
    IF NEW.actor = 'person' AND NEW.actor_ref IS DISTINCT FROM NEW.subject_id::text THEN
      RAISE EXCEPTION 'consent: a person answers for their own address' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.source = 'own-page') AND NEW.actor <> 'person'
      OR NEW.actor = 'person' AND NEW.kind IN ('granted', 'extended') AND NEW.source <> 'own-page' THEN
      RAISE EXCEPTION 'consent: % by % cannot come from %', NEW.kind, NEW.actor, NEW.source USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;

CREATE TRIGGER ledger_follows_matrix
  BEFORE INSERT ON consent.ledger
  FOR EACH ROW EXECUTE FUNCTION consent.guard_ledger();

-- consent.current is the fold of the ledger: it says what the last event says, or it is refused.
CREATE FUNCTION consent.guard_current() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  DECLARE
    subject uuid;
    latest record;
  BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.address_id, NEW.type_id) IS DISTINCT FROM (OLD.address_id, OLD.type_id) THEN
      RAISE EXCEPTION 'consent: a state never moves to another address or type' USING ERRCODE = 'restrict_violation';
    END IF;
    -- Two steps: joined, the planner would walk the whole ledger backwards to find the newest event.
    SELECT k.subject_id INTO subject
      FROM consent.address_locks k
      WHERE k.org_id = NEW.org_id AND k.address_id = NEW.address_id;
    SELECT l.event_id, l.state_after, l.valid_until INTO latest
      FROM consent.ledger l
      WHERE l.org_id = NEW.org_id AND l.subject_id = subject AND l.type_id = NEW.type_id AND l.state_after IS NOT NULL
      ORDER BY l.seq DESC
      LIMIT 1;
    IF (latest.event_id, latest.state_after, latest.valid_until) IS DISTINCT FROM (NEW.event_id, NEW.state, NEW.valid_until) THEN
      RAISE EXCEPTION 'consent: the state % is not what the ledger says', NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;

CREATE TRIGGER current_follows_ledger
  BEFORE INSERT OR UPDATE ON consent.current
  FOR EACH ROW EXECUTE FUNCTION consent.guard_current();

CREATE FUNCTION consent.refuse_change() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    RAISE EXCEPTION 'consent: % is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;

CREATE TRIGGER ledger_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON consent.ledger
  FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change();

CREATE TRIGGER current_never_forgets
  BEFORE DELETE OR TRUNCATE ON consent.current
  FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change();

CREATE TRIGGER wordings_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON consent.wordings
  FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change();

CREATE TRIGGER address_locks_stay
  BEFORE DELETE OR TRUNCATE ON consent.address_locks
  FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change();

-- The salt can go, the subject of an address cannot be exchanged for a fresh one.
CREATE FUNCTION consent.guard_address_lock() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF (NEW.org_id, NEW.address_id, NEW.subject_id) IS DISTINCT FROM (OLD.org_id, OLD.address_id, OLD.subject_id)
      OR NEW.salt IS DISTINCT FROM OLD.salt AND NEW.salt IS NOT NULL THEN
      RAISE EXCEPTION 'consent: an address keeps its subject' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;

CREATE TRIGGER address_locks_keep_subject
  BEFORE UPDATE ON consent.address_locks
  FOR EACH ROW EXECUTE FUNCTION consent.guard_address_lock();

CREATE FUNCTION consent.guard_chain_head() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM consent.ledger l WHERE l.org_id = NEW.org_id AND l.seq = NEW.seq AND l.hash = NEW.hash)
      OR NEW.seq < OLD.seq THEN
      RAISE EXCEPTION 'consent: the head is the last event' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;

CREATE TRIGGER chain_heads_follow_ledger
  BEFORE UPDATE ON consent.chain_heads
  FOR EACH ROW EXECUTE FUNCTION consent.guard_chain_head();
