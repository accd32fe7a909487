-- What verifications of the ledger's chains found, append-only: one row a chain and run.
CREATE TABLE ledger_verification (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL,
  origin text NOT NULL,
  verified_at timestamptz NOT NULL,
  row_count bigint NOT NULL CHECK (row_count >= 0),
  last_hash text NOT NULL CHECK (last_hash ~ '^[0-9a-f]{64}$'),
  anchors integer NOT NULL CHECK (anchors >= 0),
  fault_seq bigint,
  fault_kind text CHECK (fault_kind ~ '^[a-z]+$'),
  fault text,
  verified_by text NOT NULL,
  CHECK ((fault IS NULL) = (fault_seq IS NULL) AND (fault IS NULL) = (fault_kind IS NULL))
);
COMMENT ON COLUMN ledger_verification.anchors IS 'how many anchors the chain was held against';
COMMENT ON COLUMN ledger_verification.fault IS 'what is wrong with row fault_seq; null where the chain holds';
CREATE INDEX ledger_verification_chain ON ledger_verification (tenant, origin, id DESC);

CREATE FUNCTION ledger_verification_append() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.verified_at := clock_timestamp();
  NEW.verified_by := session_user;
  RETURN NEW;
END $$;
CREATE FUNCTION ledger_verification_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'ledger_verification: append-only, % is refused', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_verification_append BEFORE INSERT ON ledger_verification
  FOR EACH ROW EXECUTE FUNCTION ledger_verification_append();
CREATE TRIGGER ledger_verification_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_verification
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_verification_keep();
ALTER TABLE ledger_verification
  ENABLE ALWAYS TRIGGER ledger_verification_append,
  ENABLE ALWAYS TRIGGER ledger_verification_keep;

ALTER TABLE ledger_verification OWNER TO innopark_owner;
ALTER FUNCTION ledger_verification_append() OWNER TO innopark_owner;
ALTER FUNCTION ledger_verification_keep() OWNER TO innopark_owner;

ALTER TABLE ledger_verification ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY append ON ledger_verification FOR INSERT TO innopark_auditor WITH CHECK (true);
CREATE POLICY every_row ON ledger_verification FOR SELECT TO innopark_auditor USING (true);
CREATE POLICY own_rows ON ledger_verification FOR SELECT TO innopark_tenant
  USING (tenant = (SELECT access.own_tenant()));
-- who verifies is the auditor, whose only right to write this is
GRANT SELECT, INSERT ON ledger_verification TO innopark_auditor;
GRANT SELECT ON ledger_verification TO innopark_tenant;
