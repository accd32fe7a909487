-- What an engineer sees who connects a device: what it said last, and why messages were refused.
ALTER TABLE notify.dead_letter ADD COLUMN detail text;
COMMENT ON COLUMN notify.dead_letter.detail IS 'what exactly was wrong; null where nothing is said';


-- One row a machine and origin; the job puts it right in place, at most every few seconds.
CREATE TABLE shopfloor.last_reading (
  estate text NOT NULL,
  tenant text NOT NULL,
  line text NOT NULL,
  machine text NOT NULL,
  origin text NOT NULL,
  received_at timestamptz NOT NULL,
  stamped_at timestamptz NOT NULL,
  topic text NOT NULL,
  boot text NOT NULL,
  sequence bigint NOT NULL,
  reading text NOT NULL,
  payload bytea NOT NULL CHECK (length(payload) <= 4096),
  payload_bytes integer NOT NULL,
  PRIMARY KEY (tenant, line, machine, origin)
);
COMMENT ON COLUMN shopfloor.last_reading.reading IS
  'what was understood, as JSON: state, values by signal, signals passed over';
COMMENT ON COLUMN shopfloor.last_reading.payload IS 'its beginning';

ALTER TABLE shopfloor.last_reading OWNER TO innopark_owner;
ALTER TABLE shopfloor.last_reading ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_row ON shopfloor.last_reading
  TO innopark_owner, innopark_writer, innopark_auditor USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON shopfloor.last_reading FOR SELECT TO innopark_tenant
  USING (tenant = current_setting('innopark.tenant', true));
GRANT SELECT, INSERT, UPDATE ON shopfloor.last_reading TO innopark_writer;
GRANT SELECT ON shopfloor.last_reading TO innopark_auditor, innopark_tenant;
