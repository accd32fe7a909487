package hk.innopark.embedded.stack;

import java.nio.file.Path;

/**
 * Where the software lies.
 *
 * @param broker the folder of the MQTT broker's class path
 * @param postgres the folder into which PostgreSQL's programs are unpacked at the first start
 */
public record Installation(Path broker, Path postgres) {}
