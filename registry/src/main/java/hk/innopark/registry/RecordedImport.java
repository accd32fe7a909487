package hk.innopark.registry;

/**
 * An import, and who made it.
 *
 * @param login of the database, as the database knows it
 */
public record RecordedImport(RegistryVersion version, String login, Importer importer) {}
