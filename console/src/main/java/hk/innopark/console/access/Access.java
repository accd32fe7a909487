package hk.innopark.console.access;

import hk.innopark.console.evidence.EvidenceStore;
import hk.innopark.console.shopfloor.AnnotationStore;
import hk.innopark.registry.action.ActionLog;
import javax.sql.DataSource;

/** Everything that is kept of who may do what, of what was done, said and declared. */
public record Access(
    AccountStore accounts,
    SessionStore sessions,
    TokenStore tokens,
    SignInLinks links,
    ActionLog actions,
    EvidenceStore evidence,
    Acknowledgements acknowledgements,
    AnnotationStore annotations) {

  /**
   * All of it in one database.
   *
   * @param database as a login of {@link hk.innopark.registry.DatabaseRole#CONSOLE}; each request
   *     takes a connection, so a pool
   */
  public static Access in(DataSource database) {
    return new Access(
        new AccountStore(database),
        new SessionStore(database),
        new TokenStore(database),
        new SignInLinks(database),
        new ActionLog(database),
        new EvidenceStore(database),
        new Acknowledgements(database),
        new AnnotationStore(database));
  }
}
