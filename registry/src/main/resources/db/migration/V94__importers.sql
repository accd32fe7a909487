-- Where a temperature is from.
ALTER TABLE registry.temperature ADD COLUMN source text;

-- Who imports: besides the login, which the database knows, what the importing program says of
-- itself. Of older imports that is not known. Names of accounts stay in access.action, which a
-- tenant does not read of another.
ALTER TABLE registry.import
  ADD COLUMN made_by text CHECK (made_by IN ('command', 'console')),
  ADD COLUMN os_user text,
  ADD CONSTRAINT import_user CHECK (((made_by = 'command') IS TRUE) = (os_user IS NOT NULL));
COMMENT ON COLUMN registry.import.imported_by IS 'the database login';
COMMENT ON COLUMN registry.import.made_by IS 'null of imports before this was kept';
COMMENT ON COLUMN registry.import.os_user IS
  'of a command: the user of the operating system, as the command says';
