package hk.innopark.embedded.server;

import hk.innopark.registry.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Where PostgreSQL keeps its database and its log. */
record PostgresDataFolder(Path database, Path log) {
  private static final Duration STOP = Duration.ofSeconds(20);

  /** Creates the database where there is none; ends the server of a parent that was killed. */
  static PostgresDataFolder prepare(Path bin, Path data, Secret password)
      throws IOException, InterruptedException {
    PostgresDataFolder folder =
        new PostgresDataFolder(
            data.toAbsolutePath().resolve("database"), data.toAbsolutePath().resolve("server.log"));
    if (!Files.exists(folder.database.resolve("PG_VERSION"))) {
      folder.create(bin, password);
    }
    folder.endOrphan();
    return folder;
  }

  /** What the server said last before it gave up. */
  String lastFatalLine() throws IOException {
    List<String> lines = Files.readAllLines(log);
    for (int i = lines.size() - 1; i >= 0; i--) {
      int fatal = lines.get(i).indexOf("FATAL:");
      if (fatal >= 0) {
        return lines.get(i).substring(fatal + "FATAL:".length()).strip();
      }
    }
    return lines.isEmpty() ? "it ended without a word" : lines.get(lines.size() - 1);
  }

  /** Beside its place, then moved there: a half-made database is never taken for one. */
  private void create(Path bin, Secret password) throws IOException, InterruptedException {
    Path incomplete = database.resolveSibling("database.new");
    deleteTree(incomplete);
    Path passwordFile = database.resolveSibling("password");
    Secret.write(passwordFile, password.reveal());
    try {
      List<String> command = new ArrayList<>(Privileges.asNonRoot());
      command.addAll(
          List.of(
              bin.resolve("initdb").toString(),
              "--pgdata=" + incomplete,
              "--username=" + EmbeddedPostgres.USER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF-8",
              "--locale=C"));
      Process initdb =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (initdb.waitFor() != 0) {
        List<String> said = Files.readAllLines(log);
        throw new IOException("initdb: " + (said.isEmpty() ? "failed" : said.get(said.size() - 1)));
      }
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.move(incomplete, database, StandardCopyOption.ATOMIC_MOVE);
  }

  private void endOrphan() throws IOException, InterruptedException {
    Path pidFile = database.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> orphan =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
            .filter(PostgresDataFolder::isPostgres);
    if (orphan.isPresent()) {
      // SIGINT asks for a fast shutdown; Java's destroy() would wait for clients to go
      new ProcessBuilder("kill", "-INT", Long.toString(orphan.get().pid())).start().waitFor();
      try {
        orphan.get().onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException stuck) {
        throw new IOException(
            "a PostgreSQL server (process " + orphan.get().pid() + ") still holds " + database,
            stuck);
      }
    }
    Files.deleteIfExists(pidFile);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
