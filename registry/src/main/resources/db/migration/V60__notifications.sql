-- How tenants want to be told of alerts, and what they were told.
--   innopark_notifier   reads reference data, keeps what was told
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'innopark_notifier') THEN
    CREATE ROLE innopark_notifier NOLOGIN;
  END IF;
END $$;

CREATE TABLE registry.channel (
  tenant text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  recipients jsonb,
  url text,
  language text,
  changes jsonb
);

CREATE TABLE registry.notification (
  tenant text NOT NULL,
  id text NOT NULL,
  kinds jsonb,
  severity text,
  of_lines jsonb,
  shifts jsonb,
  channels jsonb NOT NULL,
  quiet jsonb,
  escalate jsonb
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['channel', 'notification'] LOOP
    EXECUTE format(
      'ALTER TABLE registry.%1$I
         ADD COLUMN recorded_at timestamptz NOT NULL,
         ADD COLUMN superseded_at timestamptz NOT NULL DEFAULT ''infinity'',
         ADD CHECK (recorded_at < superseded_at)', name);
    EXECUTE format(
      'CREATE UNIQUE INDEX %1$I ON registry.%2$I (tenant, id) WHERE superseded_at = ''infinity''',
      name || '_known_now', name);
    EXECUTE format(
      'GRANT SELECT, INSERT, UPDATE (superseded_at) ON registry.%1$I TO innopark_registrar', name);
    EXECUTE format(
      'GRANT SELECT ON registry.%1$I TO innopark_writer, innopark_auditor, innopark_tenant', name);
    EXECUTE format(
      'ALTER TABLE registry.%1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY every_tenant ON registry.%1$I
         TO innopark_owner, innopark_registrar, innopark_writer, innopark_auditor
         USING (true) WITH CHECK (true)', name);
    EXECUTE format(
      'CREATE POLICY own_rows ON registry.%1$I FOR SELECT TO innopark_tenant
         USING (tenant = (SELECT access.own_tenant()))', name);
    EXECUTE format('ALTER TABLE registry.%1$I OWNER TO innopark_owner', name);
    EXECUTE format(
      'CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON registry.%1$I
         FOR EACH ROW EXECUTE FUNCTION registry.keep_history()', name);
    EXECUTE format(
      'CREATE TRIGGER keep_all_history BEFORE TRUNCATE ON registry.%1$I
         FOR EACH STATEMENT EXECUTE FUNCTION registry.keep_history()', name);
  END LOOP;
END $$;

-- The part of the registry file's tree that these rows are; '{}' where there is none.
CREATE FUNCTION registry.notification_tree(known_at timestamptz DEFAULT 'infinity') RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = registry, pg_catalog, pg_temp
AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'channels', (
      SELECT jsonb_agg(jsonb_build_object(
        'tenant', c.tenant, 'id', c.id, 'kind', c.kind, 'to', c.recipients, 'url', c.url,
        'language', c.language, 'changes', c.changes))
      FROM channel c WHERE is_known(c.recorded_at, c.superseded_at, known_at)),
    'notifications', (
      SELECT jsonb_agg(jsonb_build_object(
        'tenant', n.tenant, 'id', n.id, 'kinds', n.kinds, 'severity', n.severity,
        'lines', n.of_lines, 'shifts', n.shifts, 'channels', n.channels, 'quiet', n.quiet,
        'escalate', n.escalate))
      FROM notification n WHERE is_known(n.recorded_at, n.superseded_at, known_at))));
$$;
ALTER FUNCTION registry.notification_tree(timestamptz) OWNER TO innopark_owner;

GRANT USAGE ON SCHEMA public, registry, access TO innopark_notifier;

CREATE SCHEMA notify AUTHORIZATION innopark_owner;

-- One row an alert, however often its changes are told.
CREATE TABLE notify.alert (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key ~ '^[0-9a-f]{32}$'),
  kind text NOT NULL,
  severity text NOT NULL,
  estate text NOT NULL,
  tenant text NOT NULL,
  line text,
  machine text,
  signal text,
  origin text NOT NULL,
  since timestamptz NOT NULL,
  raised_at timestamptz NOT NULL,
  cleared_at timestamptz,
  value double precision,
  threshold double precision,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  acknowledged_at timestamptz,
  acknowledged_by text,
  note text,
  CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);
COMMENT ON COLUMN notify.alert.key IS
  'of SHA-256 of what identifies an alert: origin, kind, what it is about, raised_at';
COMMENT ON COLUMN notify.alert.value IS 'at the newest change; null where the alert lapsed';
CREATE INDEX alert_of_tenant ON notify.alert (tenant, id);

-- One row a channel and change: it is there before anything is sent, and is never there twice.
CREATE TABLE notify.delivery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert bigint NOT NULL REFERENCES notify.alert,
  tenant text NOT NULL,
  channel text NOT NULL,
  change text NOT NULL CHECK (change IN ('raised', 'cleared', 'escalated')),
  rule text NOT NULL,
  status text NOT NULL DEFAULT 'waiting'
    CHECK (status IN ('waiting', 'sending', 'sent', 'failed', 'cancelled')),
  held boolean NOT NULL DEFAULT false,
  due_at timestamptz NOT NULL,
  give_up_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  claimed_until timestamptz,
  settled_at timestamptz,
  detail text NOT NULL DEFAULT '',
  UNIQUE (alert, channel, change)
);
COMMENT ON COLUMN notify.delivery.held IS 'it waits for the end of quiet hours';
CREATE INDEX delivery_due ON notify.delivery (tenant, channel, due_at)
  WHERE status IN ('waiting', 'sending');

-- What was tried, append-only.
CREATE TABLE notify.attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery bigint NOT NULL REFERENCES notify.delivery,
  tenant text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  outcome text NOT NULL CHECK (outcome IN ('sent', 'failed', 'interrupted')),
  took_ms bigint NOT NULL DEFAULT 0,
  detail text NOT NULL DEFAULT ''
);
CREATE INDEX attempt_delivery ON notify.attempt (delivery);

CREATE FUNCTION notify.attempt_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'notify.attempt: append-only, % is refused', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER attempt_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON notify.attempt
  FOR EACH STATEMENT EXECUTE FUNCTION notify.attempt_keep();
ALTER TABLE notify.attempt ENABLE ALWAYS TRIGGER attempt_keep;
ALTER FUNCTION notify.attempt_keep() OWNER TO innopark_owner;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['alert', 'delivery', 'attempt'] LOOP
    EXECUTE format('ALTER TABLE notify.%I OWNER TO innopark_owner', name);
    EXECUTE format(
      'ALTER TABLE notify.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY every_tenant ON notify.%I
         TO innopark_owner, innopark_notifier, innopark_auditor, innopark_console
         USING (true) WITH CHECK (true)', name);
    EXECUTE format(
      'CREATE POLICY own_rows ON notify.%I FOR SELECT TO innopark_tenant
         USING (tenant = (SELECT access.own_tenant()))', name);
    EXECUTE format('GRANT SELECT ON notify.%I TO innopark_auditor, innopark_tenant', name);
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA notify
  TO innopark_notifier, innopark_auditor, innopark_tenant, innopark_console;
GRANT SELECT, INSERT, UPDATE (cleared_at, value) ON notify.alert TO innopark_notifier;
GRANT SELECT, INSERT,
  UPDATE (status, held, due_at, attempts, claimed_until, settled_at, detail)
  ON notify.delivery TO innopark_notifier;
GRANT SELECT, INSERT ON notify.attempt TO innopark_notifier;
-- people acknowledge on the console
GRANT SELECT, UPDATE (acknowledged_at, acknowledged_by, note) ON notify.alert TO innopark_console;
