-- A restored backup can be older than the checkpoints kept outside: an event `gap` acknowledges what is missing.
CREATE OR REPLACE FUNCTION consent.next_state(status text, event text, actor text) RETURNS text
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
      WHEN event = 'gap' AND actor IN ('staff', 'operator') THEN 'same'
    END
  $$;

CREATE OR REPLACE FUNCTION consent.guard_ledger() RETURNS trigger
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
    IF (NEW.type_id IS NULL) IS DISTINCT FROM (NEW.kind IN ('suppressed', 'released', 'gap')) THEN
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
