-- One to two events for each address and type, in an order that keeps the events of one address far apart. The chain is real.
CREATE TEMPORARY TABLE types AS
  SELECT types.type_id, row_number() OVER (ORDER BY types.is_main DESC, types.code) - 1 AS type_number,
    wordings.wording_id, wordings.hash AS wording_hash
  FROM consent.types
  JOIN consent.wordings ON wordings.org_id = types.org_id AND wordings.type_id = types.type_id AND wordings.language = 'fr'
  WHERE types.org_id = :org;

CREATE TEMPORARY TABLE situations AS
  SELECT locks.address_id, locks.subject_id, types.type_id, types.type_number, types.wording_id, types.wording_hash,
    bench.commitment(locks.salt, addresses.kind || ':' || addresses.value) AS commitment,
    bench.dice(hashtext(locks.address_id::text) * 3::bigint + types.type_number, 100) AS dice
  FROM consent.address_locks locks
  JOIN contacts.addresses ON addresses.org_id = locks.org_id AND addresses.address_id = locks.address_id
  CROSS JOIN types
  WHERE locks.org_id = :org AND addresses.kind = 'email';

-- 60 accepted, 5 expired, 10 pending, 10 refused, 10 accepted and withdrawn, 5 never asked; of a hundred.
CREATE TEMPORARY TABLE events AS
  SELECT row_number() OVER (ORDER BY step, type_number, address_id) AS seq, situations.*, step,
    CASE
      WHEN dice < 65 OR dice >= 85 AND step = 1 THEN 'granted'
      WHEN dice < 75 THEN 'requested'
      WHEN dice < 85 THEN 'refused'
      ELSE 'withdrawn'
    END AS kind
  FROM situations CROSS JOIN generate_series(1, 2) AS step
  WHERE dice < 95 AND (step = 1 OR dice >= 85)
  ORDER BY seq
  LIMIT :events;

CREATE TEMPORARY TABLE records AS
  SELECT events.*, bench.id(7, seq) AS event_id,
    CASE kind WHEN 'granted' THEN 'accepted' WHEN 'requested' THEN 'pending' ELSE kind END AS state_after,
    CASE kind WHEN 'requested' THEN 'system' ELSE 'staff' END AS actor,
    CASE kind WHEN 'requested' THEN 'dispatcher' ELSE '019a0000-0000-7000-8000-00000000000a' END AS actor_ref,
    CASE kind WHEN 'granted' THEN 'paper' WHEN 'requested' THEN 'request' ELSE 'phone' END AS source,
    date_trunc('milliseconds', now()) - interval '900 days' + make_interval(secs => seq) AS occurred_at,
    date_trunc('milliseconds', now()) - interval '60 days' + make_interval(secs => seq) AS recorded_at,
    CASE WHEN dice BETWEEN 60 AND 64 THEN date_trunc('milliseconds', now()) - interval '10 days' END AS valid_until,
    CASE WHEN kind IN ('granted', 'requested') THEN 'fr' END AS language,
    CASE WHEN kind IN ('granted', 'requested') THEN wording_hash END AS shown_hash,
    CASE WHEN kind = 'granted' THEN '{"document":"Bon signé ' || seq || '"}' END AS evidence,
    CASE WHEN kind = 'granted' THEN replace(bench.id(8, seq)::text || bench.id(9, seq)::text, '-', '') END AS evidence_salt
  FROM events;

INSERT INTO consent.ledger (
  org_id, seq, prev_hash, hash, event_id, kind, subject_id, commitment, type_id, state_after, actor, actor_ref, source,
  occurred_at, recorded_at, valid_until, language, wording_hash, evidence_commitment)
SELECT :org, seq, lag(hash, 1, repeat('0', 64)) OVER (ORDER BY seq), hash, event_id, kind, subject_id, commitment, type_id,
  state_after, actor, actor_ref, source, occurred_at, recorded_at, valid_until, language, shown_hash, proof
FROM (
  SELECT *, bench.chain(
    E'placet-ledger-1\n' || :org || E'\n' || seq || E'\n',
    '{"actor":"' || actor || '","actorRef":"' || actor_ref || '","commitment":"' || commitment || '","eventId":"'
      || event_id || '","evidence":' || coalesce('"' || proof || '"', 'null') || ',"kind":"' || kind || '","language":'
      || coalesce('"' || language || '"', 'null') || ',"messageId":null,"occurredAt":"' || bench.moment(occurred_at)
      || '","recordedAt":"' || bench.moment(recorded_at) || '","source":"' || source || '","stateAfter":"' || state_after
      || '","subject":"' || subject_id || '","type":"' || type_id || '","v":1,"validUntil":'
      || coalesce('"' || bench.moment(valid_until) || '"', 'null') || ',"wordingHash":'
      || coalesce('"' || shown_hash || '"', 'null') || '}') OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) AS hash
  FROM (SELECT *, bench.commitment(evidence_salt, evidence) AS proof FROM records) AS proven) AS chained;

INSERT INTO consent.chain_heads (org_id, seq, hash)
SELECT org_id, seq, hash FROM consent.ledger WHERE org_id = :org ORDER BY seq DESC LIMIT 1
ON CONFLICT (org_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

INSERT INTO consent.event_details (org_id, event_id, actor_name, wording_id, evidence, evidence_salt)
SELECT :org, event_id, CASE actor WHEN 'staff' THEN 'Ada Bench' END, CASE WHEN language IS NOT NULL THEN wording_id END,
  evidence, evidence_salt
FROM records ORDER BY seq;

INSERT INTO consent.current (
  org_id, address_id, type_id, state, event_id, grant_event_id, decided_at, valid_until, last_requested_at,
  requests_unanswered)
SELECT DISTINCT ON (address_id, type_id) :org, address_id, type_id, state_after, event_id,
  CASE kind
    WHEN 'granted' THEN event_id
    WHEN 'withdrawn' THEN first_value(event_id) OVER (PARTITION BY address_id, type_id ORDER BY seq) END,
  CASE WHEN kind <> 'requested' THEN occurred_at END, valid_until,
  CASE WHEN kind = 'requested' THEN recorded_at END, CASE WHEN kind = 'requested' THEN 1 ELSE 0 END
FROM records ORDER BY address_id, type_id, seq DESC;

DROP TABLE records, events, situations, types;
