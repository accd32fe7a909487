-- When a register starts again, how fast it can count, and from when on a machine's silence counts.
ALTER TABLE registry.meter
  ADD COLUMN counter text,
  ADD COLUMN max_per_h numeric;
COMMENT ON COLUMN registry.meter.counter IS
  'resets, resets_daily or resets_by_shift; null for a lifetime register';
COMMENT ON COLUMN registry.meter.max_per_h IS 'in the signal''s unit, after the multiplier';
ALTER TABLE registry.machine ADD COLUMN expected_from timestamptz;
COMMENT ON COLUMN registry.machine.expected_from IS
  'from when on its silence counts; null for the import';

-- all are members of the tree as which the registry is read
DO $$
DECLARE
  source text := pg_get_functiondef('registry.tree(timestamptz)'::regprocedure);
  changed text := source;
BEGIN
  changed := replace(changed,
    '''feed_in_tariff'', m.feed_in_tariff,',
    '''feed_in_tariff'', m.feed_in_tariff, ''counter'', m.counter, ''max_per_h'', m.max_per_h,');
  changed := replace(changed,
    '''ideal_cycle'', m.ideal_cycle,',
    '''ideal_cycle'', m.ideal_cycle, ''expected_from'', m.expected_from,');
  IF length(changed) < length(source) + 80 THEN
    RAISE EXCEPTION 'registry.tree is not as this migration knows it';
  END IF;
  EXECUTE changed;
END $$;
