-- What tenants declare on the console, with the documents that support it: append-only. Who and when
-- are the database's and the session's, not the form's. An entry is withdrawn by a later one alone.
CREATE SCHEMA evidence AUTHORIZATION innopark_owner;

CREATE TABLE evidence.document (
  tenant text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  media_type text NOT NULL,
  content bytea NOT NULL CHECK (length(content) BETWEEN 1 AND 10485760),
  account text NOT NULL,
  address text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant, sha256)
);

CREATE TABLE evidence.declaration (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL,
  principle integer NOT NULL CHECK (principle BETWEEN 1 AND 8),
  metric text NOT NULL CHECK (metric ~ '^[a-z0-9_]{1,64}$'),
  period text NOT NULL CHECK (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2]))?$'),
  value numeric,
  statement text NOT NULL DEFAULT '' CHECK (length(statement) <= 2000),
  document text,
  withdraws bigint REFERENCES evidence.declaration,
  account text NOT NULL,
  role text NOT NULL,
  address text NOT NULL,
  at timestamptz NOT NULL,
  FOREIGN KEY (tenant, document) REFERENCES evidence.document (tenant, sha256),
  -- what is withdrawn needs a reason; what is declared a value or words
  CHECK (value IS NOT NULL OR statement <> '')
);
CREATE UNIQUE INDEX declaration_withdrawn_once ON evidence.declaration (withdraws);
CREATE INDEX declaration_tenant ON evidence.declaration (tenant, seq);

CREATE FUNCTION evidence.append() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.at := clock_timestamp();
  IF TG_TABLE_NAME = 'document' THEN
    IF NEW.sha256 <> encode(sha256(NEW.content), 'hex') THEN
      RAISE EXCEPTION 'evidence.document: the hash is not that of the content'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- One withdraws what is one's own tenant's, and says the same of what it was about.
CREATE FUNCTION evidence.withdraw() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  earlier record;
BEGIN
  SELECT d.tenant, d.withdraws INTO earlier FROM evidence.declaration d WHERE d.seq = NEW.withdraws;
  IF NOT FOUND OR earlier.tenant <> NEW.tenant OR earlier.withdraws IS NOT NULL THEN
    RAISE EXCEPTION 'evidence.declaration: % is no declaration of this tenant', NEW.withdraws
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION evidence.keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'evidence.%: append-only, % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['document', 'declaration'] LOOP
    EXECUTE format('ALTER TABLE evidence.%I OWNER TO innopark_owner', name);
    EXECUTE format(
      'CREATE TRIGGER append BEFORE INSERT ON evidence.%I
         FOR EACH ROW EXECUTE FUNCTION evidence.append()', name);
    EXECUTE format(
      'CREATE TRIGGER keep BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence.%I
         FOR EACH STATEMENT EXECUTE FUNCTION evidence.keep()', name);
    EXECUTE format(
      'ALTER TABLE evidence.%I ENABLE ALWAYS TRIGGER append, ENABLE ALWAYS TRIGGER keep', name);
    EXECUTE format(
      'ALTER TABLE evidence.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY every_tenant ON evidence.%I TO innopark_owner USING (true) WITH CHECK (true)',
      name);
    EXECUTE format(
      'CREATE POLICY every_row ON evidence.%I FOR SELECT TO innopark_auditor USING (true)', name);
    EXECUTE format(
      'CREATE POLICY own_rows ON evidence.%I FOR SELECT TO innopark_tenant
         USING (tenant = (SELECT access.own_tenant()))', name);
    -- the console writes what it took from a session; it reads no evidence
    EXECUTE format(
      'CREATE POLICY append ON evidence.%I FOR INSERT TO innopark_console WITH CHECK (true)', name);
    EXECUTE format('GRANT INSERT ON evidence.%I TO innopark_console', name);
    EXECUTE format('GRANT SELECT ON evidence.%I TO innopark_auditor, innopark_tenant', name);
  END LOOP;
END $$;
CREATE TRIGGER withdraw BEFORE INSERT ON evidence.declaration
  FOR EACH ROW WHEN (NEW.withdraws IS NOT NULL) EXECUTE FUNCTION evidence.withdraw();
ALTER TABLE evidence.declaration ENABLE ALWAYS TRIGGER withdraw;
ALTER FUNCTION evidence.append() OWNER TO innopark_owner;
ALTER FUNCTION evidence.withdraw() OWNER TO innopark_owner;
ALTER FUNCTION evidence.keep() OWNER TO innopark_owner;
GRANT USAGE ON SCHEMA evidence TO innopark_console, innopark_auditor, innopark_tenant;
