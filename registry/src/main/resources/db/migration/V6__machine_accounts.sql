-- Exchanges of meters, and how long a stop may be and still be no failure.
ALTER TABLE registry.meter ADD COLUMN swaps jsonb;
COMMENT ON COLUMN registry.meter.swaps IS
  'exchanges of the register: at, serial, final, first, multiplier';
ALTER TABLE registry.machine ADD COLUMN micro_stop interval;
COMMENT ON COLUMN registry.machine.micro_stop IS 'the longest stop that is no failure';

-- both are members of the tree as which the registry is read
DO $$
DECLARE
  source text := pg_get_functiondef('registry.tree(timestamptz)'::regprocedure);
  changed text := source;
BEGIN
  changed := replace(changed,
    '''feed_in_tariff'', m.feed_in_tariff,',
    '''feed_in_tariff'', m.feed_in_tariff, ''swaps'', m.swaps,');
  changed := replace(changed,
    '''ideal_cycle'', m.ideal_cycle,',
    '''ideal_cycle'', m.ideal_cycle, ''micro_stop'', m.micro_stop,');
  IF length(changed) < length(source) + 40 THEN
    RAISE EXCEPTION 'registry.tree is not as this migration knows it';
  END IF;
  EXECUTE changed;
END $$;
