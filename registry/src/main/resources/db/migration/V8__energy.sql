-- What energy in full needs of the reference data: blocks, holidays and bands of tariffs, how a
-- machine reports power, baselines, temperatures.
ALTER TABLE registry.machine ADD COLUMN power_reporting text;
ALTER TABLE registry.tariff
  ADD COLUMN demand_band text,
  ADD COLUMN demand_outside_per_kva_month numeric,
  ADD COLUMN demand_blocks jsonb,
  ADD COLUMN holidays date[];
ALTER TABLE registry.tariff_band ADD COLUMN blocks jsonb;

CREATE TABLE registry.baseline (
  id text NOT NULL,
  tenant text NOT NULL,
  line text,
  valid_from date NOT NULL,
  kwh_per_day numeric NOT NULL,
  kwh_per_item numeric NOT NULL,
  kwh_per_degree_day numeric,
  base_temperature_c numeric,
  r_squared numeric NOT NULL,
  points integer NOT NULL,
  source text NOT NULL
);

CREATE TABLE registry.temperature (
  date date NOT NULL,
  mean_c numeric NOT NULL
);
COMMENT ON TABLE registry.temperature IS 'mean outdoor temperature of a local day';

DO $$
DECLARE
  entry record;
BEGIN
  FOR entry IN
    SELECT * FROM (VALUES ('baseline', 'id'), ('temperature', 'date')) AS tables (name, key)
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

ALTER TABLE registry.baseline ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_tenant ON registry.baseline
  TO innopark_owner, innopark_registrar, innopark_writer, innopark_auditor
  USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON registry.baseline FOR SELECT TO innopark_tenant
  USING (tenant = current_setting('innopark.tenant', true));

-- The tree of registry.tree with these entries in their places.
CREATE FUNCTION registry.with_energy(tree jsonb, known_at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = registry, pg_catalog, pg_temp
AS $$
  WITH tariffs AS (
    SELECT jsonb_agg(
      element
      || jsonb_build_object('holidays', t.holidays)
      || jsonb_build_object('energy', (
        SELECT jsonb_agg(band || jsonb_build_object('blocks', b.blocks) ORDER BY bands.position)
        FROM jsonb_array_elements(element -> 'energy') WITH ORDINALITY bands (band, position)
        JOIN tariff_band b ON b.tariff = t.id AND b.position = bands.position
          AND is_known(b.recorded_at, b.superseded_at, known_at)))
      || CASE WHEN element ? 'demand' THEN jsonb_build_object('demand',
          element -> 'demand' || jsonb_build_object(
            'band', t.demand_band, 'outside_per_kva_month', t.demand_outside_per_kva_month,
            'blocks', t.demand_blocks)) ELSE '{}' END) AS list
    FROM jsonb_array_elements(tree -> 'tariffs') element
    JOIN tariff t ON t.id = element ->> 'id'
      AND is_known(t.recorded_at, t.superseded_at, known_at)
  ), tenants AS (
    SELECT jsonb_agg(of_tenant || jsonb_build_object('lines', (
      SELECT jsonb_agg(of_line || jsonb_build_object('machines', (
        SELECT jsonb_agg(of_machine || jsonb_build_object('power_reporting', m.power_reporting))
        FROM jsonb_array_elements(of_line -> 'machines') of_machine
        JOIN machine m ON m.tenant = of_tenant ->> 'id' AND m.line = of_line ->> 'id'
          AND m.id = of_machine ->> 'id' AND is_known(m.recorded_at, m.superseded_at, known_at))))
      FROM jsonb_array_elements(of_tenant -> 'lines') of_line))) AS list
    FROM jsonb_array_elements(tree -> 'tenants') of_tenant
  )
  SELECT jsonb_strip_nulls(tree
    || jsonb_build_object('tariffs', (SELECT list FROM tariffs))
    || jsonb_build_object('tenants', (SELECT list FROM tenants))
    || jsonb_build_object(
      'baselines', (
        SELECT jsonb_agg(to_jsonb(b) - 'recorded_at' - 'superseded_at')
        FROM baseline b WHERE is_known(b.recorded_at, b.superseded_at, known_at)),
      'temperatures', (
        SELECT jsonb_agg(to_jsonb(t) - 'recorded_at' - 'superseded_at')
        FROM temperature t WHERE is_known(t.recorded_at, t.superseded_at, known_at))));
$$;
ALTER FUNCTION registry.with_energy(jsonb, timestamptz) OWNER TO innopark_owner;
