-- What commitments are judged by, certificates, criteria of the principles, accuracy of meters.
ALTER TABLE registry.commitment
  ADD COLUMN judged_over text,
  ADD COLUMN baseline_period text,
  ADD COLUMN boundary text,
  ADD COLUMN method text;
ALTER TABLE registry.meter ADD COLUMN accuracy_pct numeric;

CREATE TABLE registry.certificate (
  id text NOT NULL,
  tenant text NOT NULL,
  account text NOT NULL,
  kwh numeric NOT NULL,
  year integer NOT NULL,
  period text NOT NULL,
  source text NOT NULL
);
COMMENT ON TABLE registry.certificate IS 'energy attribute certificates; each is used once, for ever';

CREATE TABLE registry.criterion (
  id text NOT NULL,
  principle integer NOT NULL,
  metric text NOT NULL,
  at_least numeric,
  at_most numeric,
  weight numeric,
  source text NOT NULL
);
COMMENT ON TABLE registry.criterion IS 'by what the principles are judged; none without a source';

DO $$
DECLARE
  entry record;
BEGIN
  FOR entry IN
    SELECT * FROM (VALUES ('certificate', 'id'), ('criterion', 'id')) AS tables (name, key)
  LOOP
    EXECUTE format(
      'ALTER TABLE registry.%1$I
         ADD COLUMN recorded_at timestamptz NOT NULL,
         ADD COLUMN superseded_at timestamptz NOT NULL DEFAULT ''infinity'',
         ADD CHECK (recorded_at < superseded_at)',
      entry.name);
    EXECUTE format(
      'CREATE UNIQUE INDEX %1$I ON registry.%2$I (%3$s) WHERE superseded_at = ''infinity''',
      entry.name || '_known_now', entry.name, entry.key);
    EXECUTE format(
      'GRANT SELECT, INSERT, UPDATE (superseded_at) ON registry.%1$I TO innopark_registrar',
      entry.name);
    EXECUTE format(
      'GRANT SELECT ON registry.%1$I TO innopark_writer, innopark_auditor, innopark_tenant',
      entry.name);
    EXECUTE format('ALTER TABLE registry.%1$I OWNER TO innopark_owner', entry.name);
    EXECUTE format(
      'CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON registry.%1$I
         FOR EACH ROW EXECUTE FUNCTION registry.keep_history()',
      entry.name);
    EXECUTE format(
      'CREATE TRIGGER keep_all_history BEFORE TRUNCATE ON registry.%1$I
         FOR EACH STATEMENT EXECUTE FUNCTION registry.keep_history()',
      entry.name);
  END LOOP;
END $$;

ALTER TABLE registry.certificate ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_tenant ON registry.certificate
  TO innopark_owner, innopark_registrar, innopark_writer, innopark_auditor
  USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON registry.certificate FOR SELECT TO innopark_tenant
  USING (tenant = (SELECT access.own_tenant()));

-- A certificate that anybody has ever used is used: also one that was taken back since.
CREATE FUNCTION registry.use_once() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  other record;
BEGIN
  SELECT c.tenant, c.period INTO other FROM registry.certificate c
    WHERE c.id = NEW.id AND (c.tenant <> NEW.tenant OR c.period <> NEW.period) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'certificate % is used already: by % for %', NEW.id, other.tenant, other.period
      USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION registry.use_once() OWNER TO innopark_owner;
CREATE TRIGGER use_once BEFORE INSERT ON registry.certificate
  FOR EACH ROW EXECUTE FUNCTION registry.use_once();

-- The part of the registry file's tree that these rows are; it takes the place of what
-- registry.tree says of commitments.
CREATE FUNCTION registry.commitment_tree(known_at timestamptz DEFAULT 'infinity') RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = registry, pg_catalog, pg_temp
AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'commitments', (
      SELECT jsonb_agg(to_jsonb(c) - 'recorded_at' - 'superseded_at')
      FROM commitment c WHERE is_known(c.recorded_at, c.superseded_at, known_at)),
    'certificates', (
      SELECT jsonb_agg(to_jsonb(c) - 'recorded_at' - 'superseded_at')
      FROM certificate c WHERE is_known(c.recorded_at, c.superseded_at, known_at)),
    'criteria', (
      SELECT jsonb_agg(to_jsonb(c) - 'recorded_at' - 'superseded_at')
      FROM criterion c WHERE is_known(c.recorded_at, c.superseded_at, known_at))));
$$;
ALTER FUNCTION registry.commitment_tree(timestamptz) OWNER TO innopark_owner;

DO $$
DECLARE
  source text := pg_get_functiondef('registry.tree(timestamptz)'::regprocedure);
  changed text := source;
BEGIN
  changed := replace(changed,
    '''feed_in_tariff'', m.feed_in_tariff,',
    '''feed_in_tariff'', m.feed_in_tariff, ''accuracy_pct'', m.accuracy_pct,');
  IF length(changed) < length(source) + 30 THEN
    RAISE EXCEPTION 'registry.tree is not as this migration knows it';
  END IF;
  EXECUTE changed;
END $$;
