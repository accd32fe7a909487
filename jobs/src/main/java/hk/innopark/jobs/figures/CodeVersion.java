package hk.innopark.jobs.figures;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version of the pipeline this is, as the ledger names it. */
public final class CodeVersion {
  /** The version of the build. */
  public static final String CURRENT = read();

  private CodeVersion() {}

  private static String read() {
    try (InputStream resource = CodeVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version");
    } catch (IOException unreadable) {
      throw new UncheckedIOException("version.properties in the job's jar", unreadable);
    }
  }
}
