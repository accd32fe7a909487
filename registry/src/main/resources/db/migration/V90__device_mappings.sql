-- How the messages of a device that speaks its maker's way are understood.
ALTER TABLE registry.machine ADD COLUMN mapping jsonb;
COMMENT ON COLUMN registry.machine.mapping IS
  'its Sparkplug names or its topic, and where each signal stands; null for the platform''s own form';

DO $$
DECLARE
  source text := pg_get_functiondef('registry.tree(timestamptz)'::regprocedure);
  changed text := source;
BEGIN
  changed := replace(changed,
    '''ideal_cycle'', m.ideal_cycle,',
    '''ideal_cycle'', m.ideal_cycle, ''mapping'', m.mapping,');
  IF changed = source THEN
    RAISE EXCEPTION 'registry.tree is not as this migration knows it';
  END IF;
  EXECUTE changed;
END $$;
