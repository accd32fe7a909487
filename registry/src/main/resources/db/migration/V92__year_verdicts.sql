-- Verdicts on calendar years are rows of the ledger.
ALTER TABLE ledger DROP CONSTRAINT ledger_grain_check;
ALTER TABLE ledger
  ADD CONSTRAINT ledger_grain_check CHECK (grain IN ('hour', 'day', 'month', 'year'));
