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

-- Who tells people of alerts reads all reference data, also of later migrations.
DO $$
DECLARE
  entry record;
BEGIN
  FOR entry IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'registry' LOOP
    EXECUTE format('GRANT SELECT ON registry.%I TO innopark_notifier', entry.name);
  END LOOP;
  FOR entry IN
    SELECT p.tablename AS name FROM pg_policies p
    WHERE p.schemaname = 'registry' AND p.policyname = 'every_tenant'
      AND NOT EXISTS (SELECT FROM pg_policies o WHERE o.schemaname = 'registry'
        AND o.tablename = p.tablename AND o.policyname = 'notifier_reads')
  LOOP
    EXECUTE format(
      'CREATE POLICY notifier_reads ON registry.%I FOR SELECT TO innopark_notifier USING (true)',
      entry.name);
  END LOOP;
END $$;
