-- Orders. What each machine and line did for an order on a local day, as the job knows it; and words
-- of people that begin, change and end one, among what they say of a machine's time.
CREATE TABLE shopfloor.order_day (
  estate text NOT NULL,
  tenant text NOT NULL,
  line text NOT NULL,
  machine text NOT NULL,
  origin text NOT NULL,
  order_id text NOT NULL,
  product text NOT NULL,
  day date NOT NULL,
  begins_at timestamptz,
  ends_at timestamptz,
  good numeric NOT NULL,
  scrap numeric NOT NULL,
  rework numeric NOT NULL,
  planned_down_s numeric NOT NULL,
  production_s numeric NOT NULL,
  setup_s numeric NOT NULL,
  delay_s numeric NOT NULL,
  idle_s numeric NOT NULL,
  unknown_s numeric NOT NULL,
  outside_plan_s numeric NOT NULL,
  ideal_s numeric NOT NULL,
  ideal_good_s numeric NOT NULL,
  grid_kwh numeric NOT NULL,
  pv_kwh numeric NOT NULL,
  export_kwh numeric NOT NULL,
  estimated_kwh numeric NOT NULL,
  integrated_kwh numeric NOT NULL,
  scope1_kg numeric,
  scope2_location_kg numeric,
  scope2_market_kg numeric,
  scope3_kg numeric,
  water_m3 numeric NOT NULL,
  expected numeric NOT NULL,
  valid numeric NOT NULL,
  PRIMARY KEY (tenant, line, machine, origin, order_id, product, day)
);
COMMENT ON COLUMN shopfloor.order_day.machine IS 'empty in the line''s row, which is the sum of its machines''';
COMMENT ON COLUMN shopfloor.order_day.product IS 'empty where none is named';
COMMENT ON COLUMN shopfloor.order_day.day IS 'local to Asia/Hong_Kong';
COMMENT ON COLUMN shopfloor.order_day.begins_at IS 'the day''s first sample that names the order';
COMMENT ON COLUMN shopfloor.order_day.ideal_s IS 'of what was made in planned time with a known state';
COMMENT ON COLUMN shopfloor.order_day.scope1_kg IS 'null where an emission factor is missing, as the others';
CREATE INDEX order_of_day ON shopfloor.order_day (tenant, origin, day) WHERE machine = '';

ALTER TABLE shopfloor.order_day OWNER TO innopark_owner;
GRANT SELECT, INSERT, UPDATE ON shopfloor.order_day TO innopark_writer;
GRANT SELECT ON shopfloor.order_day TO innopark_auditor, innopark_tenant;
ALTER TABLE shopfloor.order_day ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY every_row ON shopfloor.order_day
  TO innopark_owner, innopark_writer, innopark_auditor USING (true) WITH CHECK (true);
CREATE POLICY own_rows ON shopfloor.order_day FOR SELECT TO innopark_tenant
  USING (tenant = current_setting('innopark.tenant', true));

-- A word about an order names it; it holds until its end, or until another takes its place.
ALTER TABLE shopfloor.annotation
  ADD COLUMN order_id text CHECK (length(order_id) BETWEEN 1 AND 128),
  ADD COLUMN product text CHECK (length(product) BETWEEN 1 AND 128),
  ADD COLUMN planned bigint CHECK (planned BETWEEN 1 AND 1000000000000),
  DROP CONSTRAINT annotation_check1,
  ADD CONSTRAINT annotation_says_something
    CHECK (num_nonnulls(reason, comment, replaces, order_id) > 0),
  ADD CONSTRAINT annotation_of_order
    CHECK (order_id IS NOT NULL OR num_nonnulls(product, planned) = 0),
  ADD CONSTRAINT annotation_of_one_kind CHECK (num_nonnulls(reason, order_id) < 2);
COMMENT ON COLUMN shopfloor.annotation.planned IS 'how many good items are to be made';
CREATE INDEX annotation_of_order ON shopfloor.annotation (tenant, line, origin, order_id)
  WHERE order_id IS NOT NULL;
