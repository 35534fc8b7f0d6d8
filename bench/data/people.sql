-- An organisation's contacts, addresses and consents: :people contacts, three types each. 3 % have no e-mail, 2 % share the
-- one of the contact before, 1 % of the e-mails are invalid, 1 % suppressed. A fifth has a telephone, 18 % the tag "spring".
INSERT INTO contacts.contacts (
  org_id, contact_id, contact_number, kind, status, last_name, first_name, company, postcode, city, country, language,
  tags, display_name, sort_key, city_key, search_text, origin_kind, origin_source, origin_by, created_at)
SELECT :org, bench.id(1, n), n, bench.pick('{client,client,client,supplier,directory}', n),
  bench.pick('{client,prospect,nc}', n + 1), named.last, named.first, named.company, lpad((n % 96000)::text, 5, '0'),
  named.city, 'FR', bench.pick('{fr,fr,fr,en,es,it}', n + 5),
  CASE WHEN bench.dice(n + 6, 100) < 18 THEN '{spring}' ELSE '{autumn}' END::text[], upper(named.last) || ' ' || named.first,
  lower(named.last || ' ' || named.first), lower(named.city), lower(named.last || E'\n' || named.first), 'import',
  'bench', 'bench', now() - make_interval(mins => (:people - n)::int)
FROM generate_series(1, :people) AS n
CROSS JOIN LATERAL (SELECT
  bench.pick('{Martin,Bernard,Thomas,Petit,Robert,Richard,Durand,Dubois,Moreau,Laurent}', n + 2) || n % 9973 AS last,
  bench.pick('{Emma,Louise,Jade,Alice,Lina,Gabriel,Louis,Raphaël,Jules,Adam}', n + 3) AS first,
  CASE WHEN n % 4 = 0 THEN 'Chauffage ' || n % 5000 ELSE '' END AS company,
  bench.pick('{Paris,Lyon,Marseille,Toulouse,Nice,Nantes,Strasbourg,Montpellier,Bordeaux,Lille,Rennes,Reims}', n + 4)
    || CASE WHEN n % 3 = 0 THEN ' ' || n % 20 ELSE '' END AS city) AS named;

INSERT INTO contacts.number_counters (org_id, last_number) VALUES (:org, :people);

INSERT INTO contacts.addresses (org_id, address_id, kind, value, is_valid)
SELECT :org, bench.id(2, n), 'email', 'person' || n || '@' || bench.dice(n, 5000) || '.example.org', bench.dice(n, 100) <> 7
FROM generate_series(1, :people) AS n
WHERE n % 100 >= 5;
INSERT INTO contacts.addresses (org_id, address_id, kind, value)
SELECT :org, bench.id(3, n), 'phone', '+336' || lpad(n::text, 8, '0') FROM generate_series(5, :people, 5) AS n;

-- Of 100 in a row, 0 to 2 have none and 3 and 4 share with the one after.
INSERT INTO contacts.contact_addresses (
  org_id, contact_address_id, contact_id, address_id, kind, is_valid, position, typed, is_entangled)
SELECT :org, bench.id(4, n), bench.id(1, n), address_id, kind, is_valid, 1, value, n % 100 IN (3, 4, 5)
FROM generate_series(1, :people) AS n
JOIN contacts.addresses ON org_id = :org
  AND address_id = bench.id(2, CASE n % 100 WHEN 3 THEN n + 2 WHEN 4 THEN n + 2 ELSE n END)
WHERE n % 100 >= 3;
INSERT INTO contacts.contact_addresses (org_id, contact_address_id, contact_id, address_id, kind, position, typed)
SELECT :org, bench.id(5, n), bench.id(1, n), bench.id(3, n), 'phone', 1, '06' FROM generate_series(5, :people, 5) AS n;

INSERT INTO consent.address_locks (org_id, address_id)
SELECT :org, address_id FROM contacts.addresses WHERE org_id = :org;

INSERT INTO consent.suppressions (org_id, suppression_id, address_id, kind, note, started_at)
SELECT :org, bench.id(6, n), bench.id(2, n), CASE n % 200 WHEN 50 THEN 'hard-bounce' ELSE 'manual' END, 'bench', now()
FROM generate_series(50, :people, 100) AS n;
