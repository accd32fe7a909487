package hk.innopark.console;

import hk.innopark.console.figures.FigureStore;
import hk.innopark.registry.model.Registry;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Where an audience's data come from; each connection has that audience's rights alone where the
 * server knows any.
 *
 * @param registry gives the reference data to show
 * @param ledger where the ledger is kept; empty where none is connected
 */
public record Sources(
    FigureStore figures, Supplier<Registry> registry, Optional<DataSource> ledger) {

  /** Gives each audience its sources; called once for each. */
  public interface ByAudience {
    Sources of(Audience audience);
  }
}
