-- What tenants want to be alerted of: kept like all reference data, a change closes a row.
CREATE TABLE registry.alert (
  tenant text NOT NULL,
  line text NOT NULL,
  kind text NOT NULL,
  enabled boolean,
  raise numeric,
  clear numeric,
  lasting interval,
  clear_for interval,
  signals jsonb,
  recorded_at timestamptz NOT NULL,
  superseded_at timestamptz NOT NULL DEFAULT 'infinity',
  CHECK (recorded_at < superseded_at)
);
COMMENT ON COLUMN registry.alert.line IS 'empty for every line of the tenant';

CREATE UNIQUE INDEX alert_known_now ON registry.alert (tenant, line, kind)
  WHERE superseded_at = 'infinity';

GRANT SELECT, INSERT, UPDATE (superseded_at) ON registry.alert TO innopark_registrar;
GRANT SELECT ON registry.alert TO innopark_writer, innopark_auditor, innopark_tenant;

ALTER TABLE registry.alert ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_tenant ON registry.alert
  TO innopark_owner, innopark_registrar, innopark_writer, innopark_auditor
  USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON registry.alert FOR SELECT TO innopark_tenant
  USING (tenant = current_setting('innopark.tenant', true));

ALTER TABLE registry.alert OWNER TO innopark_owner;
CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON registry.alert
  FOR EACH ROW EXECUTE FUNCTION registry.keep_history();
CREATE TRIGGER keep_all_history BEFORE TRUNCATE ON registry.alert
  FOR EACH STATEMENT EXECUTE FUNCTION registry.keep_history();

-- The part of the registry file's tree that these rows are; '{}' where there is none.
CREATE FUNCTION registry.alert_tree(known_at timestamptz DEFAULT 'infinity') RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = registry, pg_catalog, pg_temp
SET intervalstyle = 'iso_8601'
AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('alerts', jsonb_agg(jsonb_build_object(
      'tenant', a.tenant, 'line', nullif(a.line, ''), 'kind', a.kind, 'enabled', a.enabled,
      CASE WHEN a.kind = 'oee_low' THEN 'below' ELSE 'above' END, a.raise,
      CASE WHEN a.kind = 'oee_low' THEN 'clear_above' ELSE 'clear_below' END, a.clear,
      'for', a.lasting, 'clear_for', a.clear_for, 'signals', a.signals))))
  FROM alert a WHERE is_known(a.recorded_at, a.superseded_at, known_at);
$$;
ALTER FUNCTION registry.alert_tree(timestamptz) OWNER TO innopark_owner;
