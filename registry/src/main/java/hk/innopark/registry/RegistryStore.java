package hk.innopark.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.registry.RegistryImport.Change;
import hk.innopark.registry.model.Registry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The reference data in PostgreSQL. Every state that was ever imported stays readable: a change
 * closes a row and adds another.
 */
public final class RegistryStore {
  private static final String SOURCE = "registry database";

  /** Imports take turns, so that each compares with what the one before it left. */
  private static final String TAKE_TURN_SQL =
      "SELECT pg_advisory_xact_lock(hashtextextended('innopark.registry.import', 0))";

  /** Later than every import before, even where the clock was set back. */
  private static final String MOMENT_SQL =
      "SELECT greatest(clock_timestamp(), max(recorded_at) + interval '1 microsecond')"
          + " FROM registry.import";

  private static final String IMPORT_SQL =
      "INSERT INTO registry.import (recorded_at, version, made_by, os_user) VALUES (?, ?, ?, ?)"
          + " RETURNING effective_from";
  private static final String VERSIONS_SQL =
      "SELECT version, recorded_at, effective_from FROM registry.import ORDER BY recorded_at";
  private static final String IMPORTS_SQL =
      "SELECT version, recorded_at, effective_from, imported_by, made_by, os_user"
          + " FROM registry.import ORDER BY recorded_at";
  private static final String TREE_SQL =
      "SELECT (registry.with_energy(registry.tree(at), at) || registry.alert_tree(at)"
          + " || registry.commitment_tree(at)"
          + " || registry.notification_tree(at)"
          + " || registry.reason_tree(at))::text"
          + " FROM (SELECT ?::timestamptz AS at) moment";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final DataSource database;

  public RegistryStore(DataSource database) {
    this.database = database;
  }

  /**
   * Makes this the reference data known from now on, in one transaction; the database says from
   * which minute on figures are computed by it. Content that is known already changes nothing. The
   * importer is who runs this process.
   */
  public RegistryImport importRegistry(Registry registry) {
    return importChange(before -> registry, Importer.ofThisProcess());
  }

  /**
   * As {@link #importRegistry}, of a change: no other import comes between what is changed and the
   * result.
   *
   * @param change what the reference data known now, where there are any, are to become
   * @param importer is kept with the version
   */
  public RegistryImport importChange(
      Function<Optional<Registry>, Registry> change, Importer importer) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(TAKE_TURN_SQL);
        Optional<Registry> before = find(connection, OffsetDateTime.MAX);
        // the same rules for what was built in memory, so that what is stored can always be loaded
        Registry checked = RegistryYaml.parse(RegistryYaml.write(change.apply(before)), "registry");
        String version = RegistryYaml.version(checked);
        OffsetDateTime moment = moment(statement);
        List<Change> changes = new ArrayList<>();
        Map<RegistryTable, List<Map<String, Object>>> known =
            before.map(RegistryRows::of).orElse(Map.of());
        for (Map.Entry<RegistryTable, List<Map<String, Object>>> rows :
            RegistryRows.of(checked).entrySet()) {
          // a login need not have the right to change what stays as it is
          if (rows.getValue().equals(known.get(rows.getKey()))) {
            continue;
          }
          Change rowChange = replace(connection, rows.getKey(), json(rows.getValue()), moment);
          if (rowChange.added() + rowChange.changed() + rowChange.removed() > 0) {
            changes.add(rowChange);
          }
        }
        if (changes.isEmpty()) {
          connection.rollback();
          return new RegistryImport(version, null, null, List.of(), List.of());
        }
        Instant effectiveFrom = recordImport(connection, moment, version, importer);
        connection.commit();
        return new RegistryImport(
            version,
            moment.toInstant(),
            effectiveFrom,
            List.copyOf(changes),
            before.map(last -> VersionCheck.warnings(last, checked)).orElse(List.of()));
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new RegistryException(SOURCE + ": cannot import: " + e.getMessage(), e);
    }
  }

  /** The reference data as it is known now. */
  public Registry load() {
    return load(OffsetDateTime.MAX, ""); // PostgreSQL's infinity
  }

  /** The reference data as it was known at a moment. */
  public Registry loadAsKnownAt(Instant moment) {
    return load(moment.atOffset(ZoneOffset.UTC), " as known at " + moment);
  }

  /** The same; empty where nothing was known yet. */
  public Optional<Registry> findAsKnownAt(Instant moment) {
    try (Connection connection = database.getConnection()) {
      return find(connection, moment.atOffset(ZoneOffset.UTC));
    } catch (SQLException e) {
      throw new RegistryException(SOURCE + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Every state that was ever imported, in the order of import. */
  public List<RegistryVersion> versions() {
    List<RegistryVersion> versions = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(VERSIONS_SQL);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        versions.add(version(row));
      }
    } catch (SQLException e) {
      throw new RegistryException(SOURCE + ": cannot be read: " + e.getMessage(), e);
    }
    return List.copyOf(versions);
  }

  /** The same, with who imported them. */
  public List<RecordedImport> imports() {
    List<RecordedImport> imports = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(IMPORTS_SQL);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        imports.add(
            new RecordedImport(
                version(row), row.getString(4), new Importer(row.getString(5), row.getString(6))));
      }
    } catch (SQLException e) {
      throw new RegistryException(SOURCE + ": cannot be read: " + e.getMessage(), e);
    }
    return List.copyOf(imports);
  }

  private static RegistryVersion version(ResultSet row) throws SQLException {
    return new RegistryVersion(
        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), from(row, 3));
  }

  /** The content of a version. */
  public Registry load(RegistryVersion version) {
    return loadAsKnownAt(version.recordedAt());
  }

  /** The canonical YAML of what is known now. */
  public String export() {
    return RegistryYaml.write(load());
  }

  private Registry load(OffsetDateTime moment, String when) {
    try (Connection connection = database.getConnection()) {
      return find(connection, moment)
          .orElseThrow(() -> new RegistryException(SOURCE + ": holds no reference data" + when));
    } catch (SQLException e) {
      throw new RegistryException(SOURCE + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Registry> find(Connection connection, OffsetDateTime moment)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(TREE_SQL)) {
      select.setObject(1, moment);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        JsonNode tree = JSON.readTree(row.getString(1));
        if (tree.isEmpty()) {
          return Optional.empty();
        }
        Problems problems = new Problems(SOURCE);
        return Optional.of(RegistryReader.read(new Entry("", tree, problems), problems));
      }
    } catch (JsonProcessingException e) {
      throw new RegistryException(SOURCE + ": holds no tree: " + e.getOriginalMessage(), e);
    }
  }

  private static OffsetDateTime moment(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(MOMENT_SQL)) {
      row.next();
      return row.getObject(1, OffsetDateTime.class);
    }
  }

  private static Change replace(
      Connection connection, RegistryTable table, String rows, OffsetDateTime moment)
      throws SQLException {
    Set<String> closed = keys(connection, table.closeSql(), rows, moment);
    Set<String> added = keys(connection, table.addSql(), rows, moment);
    int removed = closed.size();
    closed.retainAll(added);
    int changed = closed.size();
    return new Change(table.tableName(), added.size() - changed, changed, removed - changed);
  }

  private static Set<String> keys(
      Connection connection, String sql, String rows, OffsetDateTime moment) throws SQLException {
    Set<String> keys = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, rows);
      statement.setObject(2, moment);
      try (ResultSet returned = statement.executeQuery()) {
        while (returned.next()) {
          keys.add(returned.getString(1));
        }
      }
    }
    return keys;
  }

  private static Instant recordImport(
      Connection connection, OffsetDateTime moment, String version, Importer importer)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(IMPORT_SQL)) {
      insert.setObject(1, moment);
      insert.setString(2, version);
      insert.setString(3, importer.madeBy());
      insert.setString(4, importer.osUser());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return from(row, 1);
      }
    }
  }

  private static Instant from(ResultSet row, int column) throws SQLException {
    OffsetDateTime from = row.getObject(column, OffsetDateTime.class);
    // the driver's word for -infinity
    return from.equals(OffsetDateTime.MIN) ? RegistryVersion.ALWAYS : from.toInstant();
  }

  private static String json(List<Map<String, Object>> rows) {
    try {
      return JSON.writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of text and numbers is always JSON", e);
    }
  }
}
