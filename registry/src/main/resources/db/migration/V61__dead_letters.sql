-- Messages that were refused, where a tenant can see its own; the whole of them is in Kafka.
CREATE TABLE notify.dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kafka_partition integer NOT NULL,
  kafka_offset bigint NOT NULL,
  refused_at timestamptz NOT NULL,
  reason text NOT NULL,
  topic text NOT NULL,
  tenant text,
  sha256 text NOT NULL,
  bytes integer NOT NULL,
  payload bytea NOT NULL CHECK (length(payload) <= 1024),
  UNIQUE (kafka_partition, kafka_offset)
);
COMMENT ON COLUMN notify.dead_letter.tenant IS 'of the topic; null where it names none';
COMMENT ON COLUMN notify.dead_letter.payload IS 'its beginning';
CREATE INDEX dead_letter_tenant ON notify.dead_letter (tenant, id);

ALTER TABLE notify.dead_letter OWNER TO innopark_owner;
ALTER TABLE notify.dead_letter ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_tenant ON notify.dead_letter
  TO innopark_owner, innopark_notifier, innopark_auditor USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON notify.dead_letter FOR SELECT TO innopark_tenant
  USING (tenant = (SELECT access.own_tenant()));
GRANT SELECT ON notify.dead_letter TO innopark_auditor, innopark_tenant;
GRANT SELECT, INSERT, DELETE ON notify.dead_letter TO innopark_notifier;
