-- What the data set is made with. Lives only in a benchmark's own database.
CREATE SCHEMA bench;
CREATE EXTENSION pgcrypto SCHEMA bench;

-- Ids in the order of their numbers, as the program's own are in the order of time.
CREATE FUNCTION bench.id(kind integer, number bigint) RETURNS uuid
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT ('019a00' || lpad(to_hex(kind), 2, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$;

-- Evenly spread and the same in every run.
CREATE FUNCTION bench.dice(number bigint, sides integer) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (hashint8(number) & 2147483647) % sides $$;

CREATE FUNCTION bench.pick(choices text[], number bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT choices[1 + bench.dice(number, cardinality(choices))] $$;

CREATE FUNCTION bench.moment(at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

CREATE FUNCTION bench.commitment(salt text, words text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT encode(bench.hmac(convert_to(words, 'UTF8'), decode(salt, 'hex'), 'sha256'), 'hex') $$;

-- The chain of the ledger, written down a second time: a slip in either copy makes the verifier find a broken ledger.
CREATE FUNCTION bench.link(previous text, place text, record text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE
  AS $$ BEGIN RETURN encode(sha256(convert_to(place || previous || E'\n' || record, 'UTF8')), 'hex'); END $$;

CREATE AGGREGATE bench.chain(place text, record text) (SFUNC = bench.link, STYPE = text, INITCOND = '0000000000000000000000000000000000000000000000000000000000000000');
