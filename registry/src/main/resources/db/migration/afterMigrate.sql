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
