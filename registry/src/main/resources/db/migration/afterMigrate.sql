-- Every table whose rows are tenants' asks one function whose they are, also the tables of later
-- migrations. The select around it makes it a constant of the query.
DO $$
DECLARE
  policy record;
BEGIN
  FOR policy IN
    SELECT schemaname, tablename FROM pg_policies WHERE policyname = 'own_rows'
  LOOP
    EXECUTE format(
      'ALTER POLICY own_rows ON %I.%I USING (%I = (SELECT access.own_tenant()))',
      policy.schemaname, policy.tablename,
      CASE WHEN policy.schemaname = 'registry' AND policy.tablename = 'tenant'
        THEN 'id' ELSE 'tenant' END);
  END LOOP;
END $$;

-- Who tells people of alerts, and who adds machines, read all reference data, also of later migrations.
DO $$
DECLARE
  reader record;
  entry record;
BEGIN
  FOR reader IN
    SELECT * FROM (VALUES
      ('innopark_notifier', 'notifier_reads'),
      ('innopark_onboarder', 'onboarder_reads')) AS readers (role, policy)
  LOOP
    FOR entry IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'registry' LOOP
      EXECUTE format('GRANT SELECT ON registry.%I TO %I', entry.name, reader.role);
    END LOOP;
    FOR entry IN
      SELECT p.tablename AS name FROM pg_policies p
      WHERE p.schemaname = 'registry' AND p.policyname = 'every_tenant'
        AND NOT EXISTS (SELECT FROM pg_policies o WHERE o.schemaname = 'registry'
          AND o.tablename = p.tablename AND o.policyname = reader.policy)
    LOOP
      EXECUTE format(
        'CREATE POLICY %I ON registry.%I FOR SELECT TO %I USING (true)',
        reader.policy, entry.name, reader.role);
    END LOOP;
  END LOOP;
END $$;
