package hk.innopark.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The secrets of the compose file, made by its script. */
final class Secrets {
  private Secrets() {}

  /** Makes those that are missing in {@code folder/secrets}. */
  static Path make(Path folder) throws IOException, InterruptedException {
    Path secrets = folder.resolve("secrets");
    ServerProcess script =
        ServerProcess.start(
            List.of(
                "bash",
                ComposeFile.ROOT.resolve("deploy/secrets.sh").toString(),
                secrets.toString()),
            Map.of(),
            folder.resolve("secrets.log"));
    if (!script.process().waitFor(60, TimeUnit.SECONDS) || script.process().exitValue() != 0) {
      throw new IOException(Files.readString(script.log()));
    }
    return secrets;
  }
}
