-- From which minute of event time an imported version applies. The database decides it, so that
-- nobody can change the past by an import: the first version applies always, each further one from
-- six to seven minutes after its import. That is more than the five minutes by which a reading's
-- stamp may lie ahead plus the time in which the job must learn of a version (RegistryFollower), so
-- no minute is ever computed by one version first and by another afterwards.
ALTER TABLE registry.import ADD COLUMN effective_from timestamptz;
COMMENT ON COLUMN registry.import.effective_from IS 'whole minute; -infinity of the first';

-- the one time that history is completed
ALTER TABLE registry.import DISABLE TRIGGER keep_history;
UPDATE registry.import i SET effective_from =
  CASE WHEN EXISTS (SELECT FROM registry.import e WHERE e.recorded_at < i.recorded_at)
    THEN date_trunc('minute', i.recorded_at) + interval '7 minutes' ELSE '-infinity' END;
ALTER TABLE registry.import ENABLE TRIGGER keep_history;
ALTER TABLE registry.import ALTER COLUMN effective_from SET NOT NULL;

CREATE FUNCTION registry.take_effect() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT CASE WHEN count(*) = 0 THEN '-infinity'
      -- never before an earlier version, even where the clock was set back
      ELSE greatest(
        date_trunc('minute', clock_timestamp()) + interval '7 minutes', max(i.effective_from)) END
    INTO NEW.effective_from FROM registry.import i;
  RETURN NEW;
END $$;
CREATE TRIGGER take_effect BEFORE INSERT ON registry.import
  FOR EACH ROW EXECUTE FUNCTION registry.take_effect();
ALTER FUNCTION registry.take_effect() OWNER TO innopark_owner;
