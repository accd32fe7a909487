-- The audit ledger: closed periods, append-only, one hash chain for each tenant and origin.
CREATE TABLE ledger (
  tenant text NOT NULL,
  origin text NOT NULL,
  seq bigint NOT NULL CHECK (seq >= 1),
  line text,
  measurement text NOT NULL,
  grain text NOT NULL CHECK (grain IN ('hour', 'day', 'month')),
  period_start timestamptz NOT NULL,
  period_end timestamptz NOT NULL CHECK (period_start < period_end),
  revision integer NOT NULL CHECK (revision >= 1),
  elements text NOT NULL CHECK (jsonb_typeof(elements::jsonb) = 'object'),
  figures text NOT NULL CHECK (jsonb_typeof(figures::jsonb) = 'object'),
  coverage double precision CHECK (coverage BETWEEN 0 AND 1),
  code_version text NOT NULL,
  registry_version text NOT NULL,
  factor_ids text NOT NULL,
  raw_messages bigint NOT NULL CHECK (raw_messages >= 0),
  raw_digest text NOT NULL,
  reason text NOT NULL,
  recorded_at timestamptz NOT NULL,
  previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (tenant, origin, seq)
);
COMMENT ON COLUMN ledger.line IS 'null where the row is about the whole tenant';
COMMENT ON COLUMN ledger.elements IS 'text, because these very bytes are hashed';

-- one row for a period's revision, whatever its place in the chain; also how periods are looked up
CREATE UNIQUE INDEX ledger_period
  ON ledger (tenant, origin, grain, period_start, measurement, coalesce(line, ''), revision);
CREATE INDEX ledger_recorded ON ledger (recorded_at);

CREATE FUNCTION ledger_member(value text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN value IS NULL THEN '-;' ELSE octet_length(value) || ':' || value || ';' END;

-- What hash must be. The same as LedgerRow in Java, so that either can check the other.
CREATE FUNCTION ledger_hash(r ledger) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT encode(sha256(convert_to(
    ledger_member(r.seq::text)
    || ledger_member(r.previous_hash)
    || ledger_member(r.tenant)
    || ledger_member(r.origin)
    || ledger_member(r.line)
    || ledger_member(r.measurement)
    || ledger_member(r.grain)
    || ledger_member((extract(epoch FROM r.period_start) * 1000)::bigint::text)
    || ledger_member((extract(epoch FROM r.period_end) * 1000)::bigint::text)
    || ledger_member(r.revision::text)
    || ledger_member(r.elements)
    || ledger_member(r.figures)
    || ledger_member(encode(float8send(r.coverage), 'hex'))
    || ledger_member(r.code_version)
    || ledger_member(r.registry_version)
    || ledger_member(r.factor_ids)
    || ledger_member(r.raw_messages::text)
    || ledger_member(r.raw_digest)
    || ledger_member(r.reason), 'UTF8')), 'hex');
$$;

-- Lets in the row that continues its chain, ignores one that is there already (a restarted job sends
-- its last rows again), and refuses everything else. It runs as the owner, because the writer may
-- not read.
CREATE FUNCTION ledger_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  last_seq bigint;
  last_hash text;
  there text;
BEGIN
  -- until the transaction ends, nobody else appends to this chain
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.tenant || '/' || NEW.origin, 0));
  SELECT l.seq, l.hash INTO last_seq, last_hash FROM ledger l
    WHERE l.tenant = NEW.tenant AND l.origin = NEW.origin ORDER BY l.seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, repeat('0', 64));
  IF NEW.seq <= last_seq THEN
    SELECT l.hash INTO there FROM ledger l
      WHERE l.tenant = NEW.tenant AND l.origin = NEW.origin AND l.seq = NEW.seq;
    IF there = NEW.hash THEN
      RETURN NULL;
    END IF;
    RAISE EXCEPTION 'ledger %/%: row % is there already, with another hash',
      NEW.tenant, NEW.origin, NEW.seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seq <> last_seq + 1 THEN
    RAISE EXCEPTION 'ledger %/%: row % leaves a gap after row %',
      NEW.tenant, NEW.origin, NEW.seq, last_seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.previous_hash <> last_hash THEN
    RAISE EXCEPTION 'ledger %/%: row % does not follow from row %',
      NEW.tenant, NEW.origin, NEW.seq, last_seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.hash <> ledger_hash(NEW) THEN
    RAISE EXCEPTION 'ledger %/%: the hash of row % is not that of its content',
      NEW.tenant, NEW.origin, NEW.seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE FUNCTION ledger_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'ledger: append-only, % is refused', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_append BEFORE INSERT ON ledger
  FOR EACH ROW EXECUTE FUNCTION ledger_append();
-- of the statement, so that it is refused even where it would meet no row
CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_append, ENABLE ALWAYS TRIGGER ledger_keep;

-- What is wrong with the ledger, by SQL alone: empty where every chain holds.
CREATE VIEW ledger_faults AS
  SELECT tenant, origin, seq,
    CASE
      WHEN seq <> previous_seq + 1 THEN 'gap after row ' || previous_seq
      WHEN previous_hash <> hash_before THEN 'does not follow from the row before it'
      ELSE 'hash is not that of its content'
    END AS fault
  FROM (
    SELECT l.tenant, l.origin, l.seq, l.previous_hash, l.hash, ledger_hash(l) AS content_hash,
      coalesce(lag(l.seq) OVER chain, 0) AS previous_seq,
      coalesce(lag(l.hash) OVER chain, repeat('0', 64)) AS hash_before
    FROM ledger l
    WINDOW chain AS (PARTITION BY l.tenant, l.origin ORDER BY l.seq)
  ) links
  WHERE seq <> previous_seq + 1 OR previous_hash <> hash_before OR hash <> content_hash
  ORDER BY tenant, origin, seq;

ALTER TABLE ledger OWNER TO innopark_owner;
ALTER VIEW ledger_faults OWNER TO innopark_owner;
ALTER FUNCTION ledger_member(text) OWNER TO innopark_owner;
ALTER FUNCTION ledger_hash(ledger) OWNER TO innopark_owner;
ALTER FUNCTION ledger_append() OWNER TO innopark_owner;
ALTER FUNCTION ledger_keep() OWNER TO innopark_owner;

ALTER TABLE ledger ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY chain_guard ON ledger FOR SELECT TO innopark_owner USING (true);
CREATE POLICY append ON ledger FOR INSERT TO innopark_writer WITH CHECK (true);
CREATE POLICY every_row ON ledger FOR SELECT TO innopark_auditor USING (true);
CREATE POLICY own_rows ON ledger FOR SELECT TO innopark_tenant
  USING (tenant = current_setting('innopark.tenant', true));

GRANT INSERT ON ledger TO innopark_writer;
GRANT SELECT ON ledger TO innopark_auditor, innopark_tenant;
-- a view reads with its owner's eyes, so tenants must not have it
GRANT SELECT ON ledger_faults TO innopark_auditor;
