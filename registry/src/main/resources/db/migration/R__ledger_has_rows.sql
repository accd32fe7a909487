-- The job asks at its start, as the writer, who may not read the ledger.
CREATE OR REPLACE FUNCTION ledger_has_rows() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  'SELECT EXISTS (SELECT FROM public.ledger)';
ALTER FUNCTION ledger_has_rows() OWNER TO innopark_owner;
REVOKE ALL ON FUNCTION ledger_has_rows() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_has_rows() TO innopark_writer;
