-- PostgreSQL 18 makes ids of version 7 itself, in a fraction of the time.
DO $$
BEGIN
  IF current_setting('server_version_num')::integer >= 180000 THEN
    EXECUTE 'CREATE OR REPLACE FUNCTION platform.uuid_v7() RETURNS uuid
      LANGUAGE sql PARALLEL SAFE
      AS ''SELECT uuidv7()''';
  END IF;
END
$$;
