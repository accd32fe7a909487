-- Groups without a login. Login users are made by RegistrySchema.createLogin and belong to one.
--   innopark_owner      owns every table; nobody works as this role
--   innopark_registrar  imports reference data
--   innopark_writer     appends to the ledger, reads reference data
--   innopark_auditor    reads everything, of every tenant
--   innopark_tenant     reads what belongs to the tenant named by SET LOCAL innopark.tenant
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY[
    'innopark_owner', 'innopark_registrar', 'innopark_writer', 'innopark_auditor', 'innopark_tenant']
  LOOP
    -- roles belong to the server, so another database of it may have them already
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    END IF;
  END LOOP;
  -- giving a table to a role takes membership in it
  IF NOT pg_has_role(current_user, 'innopark_owner', 'MEMBER') THEN
    EXECUTE format('GRANT innopark_owner TO %I', current_user);
  END IF;
END $$;

-- PostgreSQL 14 lets everybody create tables in public, which functions of the owner search
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO innopark_owner;
GRANT USAGE ON SCHEMA public
  TO innopark_registrar, innopark_writer, innopark_auditor, innopark_tenant;
