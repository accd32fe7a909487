package hk.innopark.console;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to the console's database. */
public final class ConsoleDatabase {
  private static final int MOST_CONNECTIONS = 8;
  private static final int TIMEOUT_MILLIS = 10_000;

  private static final int CONNECT_SECONDS = 10;

  /** A chain's verification reads portion by portion. */
  private static final int ANSWER_SECONDS = 30;

  private ConsoleDatabase() {}

  /** A server that hangs, or is gone without a word, must not hold every page. */
  static PGSimpleDataSource bounded(PGSimpleDataSource database) {
    database.setConnectTimeout(CONNECT_SECONDS);
    database.setSocketTimeout(ANSWER_SECONDS);
    return database;
  }

  /**
   * A pool, for what every request asks: who it is. The database need not be there yet.
   *
   * @param database as the login of group {@code innopark_console}
   */
  public static HikariDataSource pool(DataSource database) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("console-access");
    config.setDataSource(database);
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(TIMEOUT_MILLIS);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** The same database as another login. */
  static DataSource as(PGSimpleDataSource database, String user, String password) {
    PGSimpleDataSource other = new PGSimpleDataSource();
    other.setUrl(database.getUrl());
    other.setUser(user);
    other.setPassword(password);
    other.setConnectTimeout(database.getConnectTimeout());
    other.setSocketTimeout(database.getSocketTimeout());
    return other;
  }
}
