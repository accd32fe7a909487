-- What the shop floor says. Tenants' own reasons for stops; the stops themselves, as the job knows
-- them; and what people said of them, append-only, until it is on its way to Kafka.
--   innopark_relay      reads what people said, and notes that it was sent
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'innopark_relay') THEN
    CREATE ROLE innopark_relay NOLOGIN;
  END IF;
END $$;

CREATE TABLE registry.reason (
  tenant text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  under text,
  standard text NOT NULL,
  position integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  superseded_at timestamptz NOT NULL DEFAULT 'infinity',
  CHECK (recorded_at < superseded_at)
);
COMMENT ON COLUMN registry.reason.under IS 'the reason of which it is a kind';
COMMENT ON COLUMN registry.reason.standard IS 'as which it is counted: delay_{standard}_s';

CREATE UNIQUE INDEX reason_known_now ON registry.reason (tenant, id)
  WHERE superseded_at = 'infinity';

GRANT SELECT, INSERT, UPDATE (superseded_at) ON registry.reason TO innopark_registrar;
GRANT SELECT ON registry.reason TO innopark_writer, innopark_auditor, innopark_tenant;

ALTER TABLE registry.reason ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_tenant ON registry.reason
  TO innopark_owner, innopark_registrar, innopark_writer, innopark_auditor
  USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON registry.reason FOR SELECT TO innopark_tenant
  USING (tenant = current_setting('innopark.tenant', true));

ALTER TABLE registry.reason OWNER TO innopark_owner;
CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON registry.reason
  FOR EACH ROW EXECUTE FUNCTION registry.keep_history();
CREATE TRIGGER keep_all_history BEFORE TRUNCATE ON registry.reason
  FOR EACH STATEMENT EXECUTE FUNCTION registry.keep_history();

-- The part of the registry file's tree that these rows are; '{}' where there is none.
CREATE FUNCTION registry.reason_tree(known_at timestamptz DEFAULT 'infinity') RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = registry, pg_catalog, pg_temp
AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('reasons', jsonb_agg(jsonb_build_object(
      'tenant', r.tenant, 'id', r.id, 'name', nullif(r.name, r.id), 'under', r.under,
      'standard', r.standard) ORDER BY r.position)))
  FROM reason r WHERE is_known(r.recorded_at, r.superseded_at, known_at);
$$;
ALTER FUNCTION registry.reason_tree(timestamptz) OWNER TO innopark_owner;

CREATE SCHEMA shopfloor AUTHORIZATION innopark_owner;

-- One row a stop, or a part of one with a name of its own; the job puts it right in place.
CREATE TABLE shopfloor.stop (
  estate text NOT NULL,
  tenant text NOT NULL,
  line text NOT NULL,
  machine text NOT NULL,
  origin text NOT NULL,
  begins_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (begins_at < ends_at),
  state text NOT NULL,
  machine_reason text,
  named text,
  reason text,
  annotation text,
  ongoing boolean NOT NULL,
  gone boolean NOT NULL,
  PRIMARY KEY (tenant, line, machine, origin, begins_at)
);
COMMENT ON COLUMN shopfloor.stop.named IS 'the standard reason that people gave';
COMMENT ON COLUMN shopfloor.stop.reason IS 'the reason in the tenant''s own words';
COMMENT ON COLUMN shopfloor.stop.gone IS 'later data say that there was no such stop';
CREATE INDEX stop_of_line ON shopfloor.stop (tenant, line, origin, ends_at) WHERE NOT gone;

-- What people said, in the order in which it was said.
CREATE TABLE shopfloor.annotation (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL UNIQUE CHECK (id ~ '^[A-Za-z0-9._-]{1,64}$'),
  said_at timestamptz NOT NULL,
  estate text NOT NULL,
  tenant text NOT NULL,
  line text NOT NULL,
  machine text NOT NULL,
  origin text NOT NULL,
  begins_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (begins_at < ends_at),
  reason text,
  comment text CHECK (length(comment) BETWEEN 1 AND 500),
  said_by text NOT NULL,
  role text NOT NULL,
  address text NOT NULL,
  replaces text,
  sent_at timestamptz,
  CHECK (num_nonnulls(reason, comment, replaces) > 0)
);
CREATE INDEX annotation_unsent ON shopfloor.annotation (seq) WHERE sent_at IS NULL;
CREATE INDEX annotation_of_line ON shopfloor.annotation (tenant, line, origin, ends_at);
COMMENT ON COLUMN shopfloor.annotation.sent_at IS 'when Kafka had it; null until then';

-- The moment is the database's, and whole milliseconds, as it goes to Kafka.
CREATE FUNCTION shopfloor.annotation_append() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.said_at := date_trunc('milliseconds', clock_timestamp());
  NEW.sent_at := NULL;
  RETURN NEW;
END $$;
CREATE FUNCTION shopfloor.annotation_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'shopfloor.annotation: append-only, % is refused', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION shopfloor.annotation_sent() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.sent_at IS NOT NULL OR NEW.sent_at IS NULL
     OR to_jsonb(NEW) - 'sent_at' <> to_jsonb(OLD) - 'sent_at' THEN
    RAISE EXCEPTION 'shopfloor.annotation: only that it was sent may be noted, once'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER annotation_append BEFORE INSERT ON shopfloor.annotation
  FOR EACH ROW EXECUTE FUNCTION shopfloor.annotation_append();
CREATE TRIGGER annotation_sent BEFORE UPDATE ON shopfloor.annotation
  FOR EACH ROW EXECUTE FUNCTION shopfloor.annotation_sent();
CREATE TRIGGER annotation_keep BEFORE DELETE OR TRUNCATE ON shopfloor.annotation
  FOR EACH STATEMENT EXECUTE FUNCTION shopfloor.annotation_keep();
ALTER TABLE shopfloor.annotation ENABLE ALWAYS TRIGGER annotation_append,
  ENABLE ALWAYS TRIGGER annotation_sent, ENABLE ALWAYS TRIGGER annotation_keep;

ALTER TABLE shopfloor.stop OWNER TO innopark_owner;
ALTER TABLE shopfloor.annotation OWNER TO innopark_owner;
ALTER FUNCTION shopfloor.annotation_append() OWNER TO innopark_owner;
ALTER FUNCTION shopfloor.annotation_keep() OWNER TO innopark_owner;
ALTER FUNCTION shopfloor.annotation_sent() OWNER TO innopark_owner;

GRANT USAGE ON SCHEMA shopfloor
  TO innopark_writer, innopark_auditor, innopark_tenant, innopark_console, innopark_relay;
GRANT SELECT, INSERT, UPDATE ON shopfloor.stop TO innopark_writer;
GRANT SELECT ON shopfloor.stop, shopfloor.annotation TO innopark_auditor, innopark_tenant;
GRANT SELECT, INSERT ON shopfloor.annotation TO innopark_console;
GRANT SELECT, UPDATE (sent_at) ON shopfloor.annotation TO innopark_relay;

ALTER TABLE shopfloor.stop ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_row ON shopfloor.stop
  TO innopark_owner, innopark_writer, innopark_auditor USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON shopfloor.stop FOR SELECT TO innopark_tenant
  USING (tenant = current_setting('innopark.tenant', true));
ALTER TABLE shopfloor.annotation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_row ON shopfloor.annotation
  TO innopark_owner, innopark_auditor, innopark_console, innopark_relay
  USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON shopfloor.annotation FOR SELECT TO innopark_tenant
  USING (tenant = current_setting('innopark.tenant', true));
