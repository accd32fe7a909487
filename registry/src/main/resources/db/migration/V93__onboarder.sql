-- Who adds lines and machines by a form, on a server that browsers reach.
--   innopark_onboarder  reads reference data, and changes lines, machines and their meters alone: no
--                       tenant, tariff, factor or commitment
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'innopark_onboarder') THEN
    CREATE ROLE innopark_onboarder NOLOGIN;
  END IF;
END $$;

GRANT USAGE ON SCHEMA public, registry, access TO innopark_onboarder;
GRANT INSERT ON registry.import TO innopark_onboarder;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['line', 'machine', 'meter'] LOOP
    EXECUTE format('GRANT INSERT, UPDATE (superseded_at) ON registry.%I TO innopark_onboarder', name);
    EXECUTE format(
      'CREATE POLICY onboarder_changes ON registry.%I TO innopark_onboarder
         USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
