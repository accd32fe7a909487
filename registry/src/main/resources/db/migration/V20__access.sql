-- Who may sign in to the console, with what rights, and what was done. Secrets are hashes: passwords
-- by Argon2id, random tokens by SHA-256.
--   innopark_console   keeps accounts, sessions and tokens; appends actions. It reads no figure
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'innopark_console') THEN
    CREATE ROLE innopark_console NOLOGIN;
  END IF;
END $$;

CREATE SCHEMA access AUTHORIZATION innopark_owner;

CREATE TABLE access.account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9._@+-]{0,127}$'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  password_hash text CHECK (password_hash LIKE '$argon2id$%'),
  issuer text,
  subject text,
  disabled boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (issuer, subject),
  CHECK ((issuer IS NULL) = (subject IS NULL))
);
COMMENT ON COLUMN access.account.issuer IS 'of OpenID Connect; null for a local account';

-- One row for each right of an account; tenants' roles are of one tenant each.
CREATE TABLE access.membership (
  account uuid NOT NULL REFERENCES access.account,
  role text NOT NULL,
  tenant text NOT NULL DEFAULT '',
  PRIMARY KEY (account, role, tenant),
  CHECK (
    (role IN ('tenant_viewer', 'tenant_engineer', 'line_operator') AND tenant <> '')
    OR (role IN ('auditor', 'platform_engineer') AND tenant = ''))
);
COMMENT ON COLUMN access.membership.tenant IS 'empty for a role of every tenant';

CREATE TABLE access.session (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  account uuid NOT NULL REFERENCES access.account,
  role text NOT NULL,
  tenant text NOT NULL DEFAULT '',
  address text NOT NULL,
  began_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_account ON access.session (account);
COMMENT ON COLUMN access.session.role IS 'the right that the session reads by';

CREATE TABLE access.api_token (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  account uuid NOT NULL REFERENCES access.account,
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
  role text NOT NULL,
  tenant text NOT NULL DEFAULT '',
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz
);

-- A link that signs in once.
CREATE TABLE access.sign_in_link (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  account uuid NOT NULL REFERENCES access.account,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

-- What people did, append-only. It outlives accounts, so it holds names.
CREATE TABLE access.action (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  account text NOT NULL,
  role text NOT NULL,
  tenant text NOT NULL DEFAULT '',
  address text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL DEFAULT '',
  reason text NOT NULL DEFAULT ''
);
CREATE INDEX action_tenant ON access.action (tenant, seq);
COMMENT ON COLUMN access.action.tenant IS 'whose data it was about; empty for none or every';
COMMENT ON COLUMN access.action.reason IS 'free text: why, never who';

CREATE FUNCTION access.action_append() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE FUNCTION access.action_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'access.action: append-only, % is refused', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER action_append BEFORE INSERT ON access.action
  FOR EACH ROW EXECUTE FUNCTION access.action_append();
CREATE TRIGGER action_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON access.action
  FOR EACH STATEMENT EXECUTE FUNCTION access.action_keep();
ALTER TABLE access.action ENABLE ALWAYS TRIGGER action_append, ENABLE ALWAYS TRIGGER action_keep;

-- Logins that are one tenant's: whatever such a login sets, it reads that tenant's rows alone.
CREATE TABLE access.tenant_login (
  login text PRIMARY KEY,
  tenant text NOT NULL
);

-- The tenant of this connection: of its login, else the one that the transaction names.
CREATE FUNCTION access.own_tenant() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(
    (SELECT l.tenant FROM access.tenant_login l WHERE l.login = session_user),
    current_setting('innopark.tenant', true));
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'access' LOOP
    EXECUTE format('ALTER TABLE access.%I OWNER TO innopark_owner', name);
  END LOOP;
END $$;
ALTER FUNCTION access.action_append() OWNER TO innopark_owner;
ALTER FUNCTION access.action_keep() OWNER TO innopark_owner;
ALTER FUNCTION access.own_tenant() OWNER TO innopark_owner;

GRANT USAGE ON SCHEMA public, access TO innopark_console;
GRANT USAGE ON SCHEMA access
  TO innopark_registrar, innopark_writer, innopark_auditor, innopark_tenant;
GRANT SELECT, INSERT, UPDATE (full_name, password_hash, issuer, subject, disabled)
  ON access.account TO innopark_console;
GRANT SELECT, INSERT, DELETE ON access.membership TO innopark_console;
GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON access.session TO innopark_console;
GRANT SELECT, INSERT, UPDATE (used_at, revoked_at) ON access.api_token TO innopark_console;
GRANT SELECT, INSERT, UPDATE (used_at) ON access.sign_in_link TO innopark_console;
GRANT SELECT, INSERT ON access.action TO innopark_console;
-- commands that change something say so too, by the logins that they have
GRANT INSERT ON access.action TO innopark_registrar, innopark_writer;
GRANT SELECT ON access.action TO innopark_auditor;
