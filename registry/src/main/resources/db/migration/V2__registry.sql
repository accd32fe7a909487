-- Reference data, bitemporal: valid_from says from which local day an entry applies; recorded_at and
-- superseded_at say when this database knew it. A change closes a row and adds another; nothing is
-- ever overwritten, so the data can be read as it was known at any moment.
CREATE SCHEMA registry AUTHORIZATION innopark_owner;

CREATE TABLE registry.import (
  recorded_at timestamptz PRIMARY KEY,
  version text NOT NULL,
  imported_by text NOT NULL DEFAULT session_user
);
COMMENT ON COLUMN registry.import.version IS 'of the content after this import';

CREATE TABLE registry.tenant (
  id text NOT NULL,
  name text NOT NULL,
  estate text NOT NULL
);

CREATE TABLE registry.line (
  tenant text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  calendar text NOT NULL
);

CREATE TABLE registry.machine (
  tenant text NOT NULL,
  line text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  sample_period interval NOT NULL,
  stale_after interval NOT NULL,
  rated_kw numeric,
  ideal_cycle jsonb
);
COMMENT ON COLUMN registry.machine.ideal_cycle IS 'ISO 8601 duration per item by product';

CREATE TABLE registry.meter (
  tenant text NOT NULL,
  line text NOT NULL,
  machine text NOT NULL,
  signal text NOT NULL,
  source text NOT NULL,
  utility text,
  modulus numeric,
  multiplier numeric NOT NULL,
  feed_in_tariff text,
  valid_from date NOT NULL
);
COMMENT ON COLUMN registry.meter.valid_from IS '-infinity where the file gives none';

CREATE TABLE registry.calendar (
  id text NOT NULL,
  zone text NOT NULL,
  shifts jsonb NOT NULL,
  holidays date[],
  exceptions jsonb
);

CREATE TABLE registry.tariff (
  id text NOT NULL,
  utility text NOT NULL,
  valid_from date NOT NULL,
  currency text NOT NULL,
  fuel_adjustment_per_kwh numeric,
  demand_window interval,
  demand_sliding boolean,
  demand_per_kva_month numeric,
  demand_minimum_kva numeric,
  source text NOT NULL
);

CREATE TABLE registry.tariff_band (
  tariff text NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  days text[],
  start_time time,
  end_time time,
  per_kwh numeric NOT NULL
);
COMMENT ON COLUMN registry.tariff_band.position IS 'the first band that matches applies';

CREATE TABLE registry.factor (
  id text NOT NULL,
  carrier text NOT NULL,
  utility text,
  valid_from date NOT NULL,
  kg_per_unit numeric NOT NULL,
  unit text NOT NULL,
  scope integer NOT NULL,
  basis text,
  source text NOT NULL,
  confidence text NOT NULL
);

CREATE TABLE registry.commitment (
  id text NOT NULL,
  tenant text NOT NULL,
  metric text NOT NULL,
  baseline numeric NOT NULL,
  target numeric NOT NULL,
  by date NOT NULL,
  minimum_coverage numeric NOT NULL
);

CREATE TABLE registry.declaration (
  tenant text NOT NULL,
  principle integer NOT NULL,
  metric text NOT NULL,
  period text NOT NULL,
  value numeric NOT NULL,
  evidence text NOT NULL
);

-- History stays as it is: the one change allowed is to close a row that is open.
CREATE FUNCTION registry.keep_history() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME <> 'import' THEN
    IF to_jsonb(OLD) ->> 'superseded_at' = 'infinity'
        AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'registry.%: history is kept, % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE
  entry record;
BEGIN
  FOR entry IN
    SELECT * FROM (VALUES
      ('tenant', 'id', 'id'),
      ('line', 'tenant, id', 'tenant'),
      ('machine', 'tenant, line, id', 'tenant'),
      ('meter', 'tenant, line, machine, signal, valid_from', 'tenant'),
      ('calendar', 'id', NULL),
      ('tariff', 'id', NULL),
      ('tariff_band', 'tariff, position', NULL),
      ('factor', 'id', NULL),
      ('commitment', 'id', 'tenant'),
      ('declaration', 'tenant, principle, metric, period', 'tenant')
    ) AS tables (name, key, tenant_column)
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
    IF entry.tenant_column IS NOT NULL THEN
      EXECUTE format(
        'ALTER TABLE registry.%1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
        entry.name);
      EXECUTE format(
        'CREATE POLICY every_tenant ON registry.%1$I
           TO innopark_owner, innopark_registrar, innopark_writer, innopark_auditor
           USING (true) WITH CHECK (true)',
        entry.name);
      EXECUTE format(
        'CREATE POLICY own_rows ON registry.%1$I FOR SELECT TO innopark_tenant
           USING (%2$I = current_setting(''innopark.tenant'', true))',
        entry.name, entry.tenant_column);
    END IF;
  END LOOP;

  FOR entry IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'registry' LOOP
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

GRANT USAGE ON SCHEMA registry
  TO innopark_registrar, innopark_writer, innopark_auditor, innopark_tenant;
GRANT SELECT, INSERT ON registry.import TO innopark_registrar;
GRANT SELECT ON registry.import TO innopark_writer, innopark_auditor, innopark_tenant;

CREATE FUNCTION registry.is_known(recorded_at timestamptz, superseded_at timestamptz, at timestamptz)
RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN recorded_at <= at AND (at < superseded_at OR superseded_at = 'infinity');

-- The tree of a registry file as this database knew it at a moment; 'infinity' for now.
CREATE FUNCTION registry.tree(known_at timestamptz DEFAULT 'infinity') RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = registry, pg_catalog, pg_temp
SET intervalstyle = 'iso_8601'
AS $$
  WITH meters AS (
    SELECT m.tenant, m.line, m.machine, jsonb_agg(jsonb_build_object(
        'signal', m.signal, 'source', m.source, 'utility', m.utility, 'modulus', m.modulus,
        'multiplier', m.multiplier, 'feed_in_tariff', m.feed_in_tariff,
        'valid_from', nullif(m.valid_from, '-infinity'))) AS list
    FROM meter m WHERE is_known(m.recorded_at, m.superseded_at, known_at)
    GROUP BY m.tenant, m.line, m.machine
  ), machines AS (
    SELECT m.tenant, m.line, jsonb_agg(jsonb_build_object(
        'id', m.id, 'name', m.name, 'sample_period', m.sample_period, 'stale_after', m.stale_after,
        'rated_kw', m.rated_kw, 'ideal_cycle', m.ideal_cycle, 'meters', meters.list)) AS list
    FROM machine m
    LEFT JOIN meters ON meters.tenant = m.tenant AND meters.line = m.line AND meters.machine = m.id
    WHERE is_known(m.recorded_at, m.superseded_at, known_at)
    GROUP BY m.tenant, m.line
  ), lines AS (
    SELECT l.tenant, jsonb_agg(jsonb_build_object(
        'id', l.id, 'name', l.name, 'calendar', l.calendar, 'machines', machines.list)) AS list
    FROM line l
    LEFT JOIN machines ON machines.tenant = l.tenant AND machines.line = l.id
    WHERE is_known(l.recorded_at, l.superseded_at, known_at)
    GROUP BY l.tenant
  ), bands AS (
    SELECT b.tariff, jsonb_agg(jsonb_build_object(
        'name', b.name, 'days', b.days, 'start', to_char(b.start_time, 'HH24:MI'),
        'end', to_char(b.end_time, 'HH24:MI'), 'per_kwh', b.per_kwh) ORDER BY b.position) AS list
    FROM tariff_band b WHERE is_known(b.recorded_at, b.superseded_at, known_at)
    GROUP BY b.tariff
  )
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'tenants', (
      SELECT jsonb_agg(jsonb_build_object(
          'id', t.id, 'name', t.name, 'estate', t.estate, 'lines', lines.list))
      FROM tenant t LEFT JOIN lines ON lines.tenant = t.id
      WHERE is_known(t.recorded_at, t.superseded_at, known_at)),
    'calendars', (
      SELECT jsonb_agg(jsonb_build_object(
          'id', c.id, 'zone', c.zone, 'shifts', c.shifts, 'holidays', c.holidays,
          'exceptions', c.exceptions))
      FROM calendar c WHERE is_known(c.recorded_at, c.superseded_at, known_at)),
    'tariffs', (
      SELECT jsonb_agg(jsonb_build_object(
          'id', t.id, 'utility', t.utility, 'valid_from', t.valid_from, 'currency', t.currency,
          'energy', bands.list, 'fuel_adjustment_per_kwh', t.fuel_adjustment_per_kwh,
          'demand', CASE WHEN t.demand_window IS NOT NULL THEN jsonb_build_object(
              'window', t.demand_window, 'sliding', t.demand_sliding,
              'per_kva_month', t.demand_per_kva_month, 'minimum_kva', t.demand_minimum_kva) END,
          'source', t.source))
      FROM tariff t LEFT JOIN bands ON bands.tariff = t.id
      WHERE is_known(t.recorded_at, t.superseded_at, known_at)),
    'factors', (
      SELECT jsonb_agg(jsonb_build_object(
          'carrier', f.carrier, 'utility', f.utility, 'valid_from', f.valid_from,
          'kg_per_unit', f.kg_per_unit, 'unit', f.unit, 'scope', f.scope, 'basis', f.basis,
          'source', f.source, 'confidence', f.confidence))
      FROM factor f WHERE is_known(f.recorded_at, f.superseded_at, known_at)),
    'commitments', (
      SELECT jsonb_agg(jsonb_build_object(
          'id', c.id, 'tenant', c.tenant, 'metric', c.metric, 'baseline', c.baseline,
          'target', c.target, 'by', c.by, 'minimum_coverage', c.minimum_coverage))
      FROM commitment c WHERE is_known(c.recorded_at, c.superseded_at, known_at)),
    'declarations', (
      SELECT jsonb_agg(jsonb_build_object(
          'tenant', d.tenant, 'principle', d.principle, 'metric', d.metric, 'period', d.period,
          'value', d.value, 'evidence', d.evidence))
      FROM declaration d WHERE is_known(d.recorded_at, d.superseded_at, known_at))));
$$;
ALTER FUNCTION registry.keep_history() OWNER TO innopark_owner;
ALTER FUNCTION registry.is_known(timestamptz, timestamptz, timestamptz) OWNER TO innopark_owner;
ALTER FUNCTION registry.tree(timestamptz) OWNER TO innopark_owner;
