package hk.innopark.registry;

/**
 * Who imports, as the importing program says; the database adds its login.
 *
 * @param madeBy {@code command} or {@code console}; null of imports from before this was kept
 * @param osUser of a command, the user of the operating system; null else. Who imported on a page
 *     stands in the log of actions
 */
public record Importer(String madeBy, String osUser) {
  /** Somebody on a page of the console. */
  public static final Importer CONSOLE = new Importer("console", null);

  /** Whoever runs this process. */
  public static Importer ofThisProcess() {
    return new Importer("command", System.getProperty("user.name"));
  }
}
