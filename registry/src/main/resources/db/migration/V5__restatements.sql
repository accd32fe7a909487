-- A restatement appends to a chain to which the job appends too, and the job knows nothing of it: it
-- goes on with the number and the hash after its own last row. So the table keeps both. seq,
-- previous_hash and hash are the chain's, over every row. job_seq and job_hash are what the job gave
-- its row, where rows that are not the job's stand before it; null where they are seq and hash.
ALTER TABLE ledger
  ADD COLUMN restated boolean NOT NULL DEFAULT false,
  ADD COLUMN job_seq bigint,
  ADD COLUMN job_hash text CHECK (job_hash ~ '^[0-9a-f]{64}$');
COMMENT ON COLUMN ledger.restated IS 'appended by a restatement, not by the job';

CREATE UNIQUE INDEX ledger_job_row ON ledger (tenant, origin, coalesce(job_seq, seq))
  WHERE NOT restated;

-- Lets in the job's row that continues the job's rows, ignores one that is there already (a restarted
-- job sends its last rows again), and refuses everything else. A restated row is numbered and chained
-- here; it must be the next revision of its period. It runs as the owner, because the writer may not
-- read.
CREATE OR REPLACE FUNCTION ledger_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  last_seq bigint;
  last_hash text;
  job_last_seq bigint;
  job_last_hash text;
  last_revision integer;
  there text;
BEGIN
  -- until the transaction ends, nobody else appends to this chain
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.tenant || '/' || NEW.origin, 0));
  SELECT l.seq, l.hash INTO last_seq, last_hash FROM ledger l
    WHERE l.tenant = NEW.tenant AND l.origin = NEW.origin ORDER BY l.seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, repeat('0', 64));
  NEW.recorded_at := clock_timestamp();

  IF NEW.restated THEN
    SELECT coalesce(max(l.revision), 0) INTO last_revision FROM ledger l
      WHERE l.tenant = NEW.tenant AND l.origin = NEW.origin AND l.grain = NEW.grain
        AND l.period_start = NEW.period_start AND l.measurement = NEW.measurement
        AND coalesce(l.line, '') = coalesce(NEW.line, '');
    IF NEW.revision <> last_revision + 1 THEN
      RAISE EXCEPTION 'ledger %/%: revision % of a period does not follow revision %',
        NEW.tenant, NEW.origin, NEW.revision, last_revision
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.seq := last_seq + 1;
    NEW.previous_hash := last_hash;
    NEW.hash := ledger_hash(NEW);
    NEW.job_seq := NULL;
    NEW.job_hash := NULL;
    RETURN NEW;
  END IF;

  SELECT coalesce(l.job_seq, l.seq), coalesce(l.job_hash, l.hash)
    INTO job_last_seq, job_last_hash FROM ledger l
    WHERE l.tenant = NEW.tenant AND l.origin = NEW.origin AND NOT l.restated
    ORDER BY coalesce(l.job_seq, l.seq) DESC LIMIT 1;
  job_last_seq := coalesce(job_last_seq, 0);
  job_last_hash := coalesce(job_last_hash, repeat('0', 64));
  IF NEW.seq <= job_last_seq THEN
    SELECT coalesce(l.job_hash, l.hash) INTO there FROM ledger l
      WHERE l.tenant = NEW.tenant AND l.origin = NEW.origin AND NOT l.restated
        AND coalesce(l.job_seq, l.seq) = NEW.seq;
    IF there = NEW.hash THEN
      RETURN NULL;
    END IF;
    RAISE EXCEPTION 'ledger %/%: row % is there already, with another hash',
      NEW.tenant, NEW.origin, NEW.seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seq <> job_last_seq + 1 THEN
    RAISE EXCEPTION 'ledger %/%: row % leaves a gap after row %',
      NEW.tenant, NEW.origin, NEW.seq, job_last_seq
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.previous_hash <> job_last_hash THEN
    RAISE EXCEPTION 'ledger %/%: row % does not follow from row %',
      NEW.tenant, NEW.origin, NEW.seq, job_last_seq
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.hash <> ledger_hash(NEW) THEN
    RAISE EXCEPTION 'ledger %/%: the hash of row % is not that of its content',
      NEW.tenant, NEW.origin, NEW.seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.job_seq := NULL;
  NEW.job_hash := NULL;
  IF last_seq <> job_last_seq THEN
    NEW.job_seq := NEW.seq;
    NEW.job_hash := NEW.hash;
    NEW.seq := last_seq + 1;
    NEW.previous_hash := last_hash;
    NEW.hash := ledger_hash(NEW);
  END IF;
  RETURN NEW;
END $$;
