package hk.innopark.console.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an API token is for; a token does nothing else, whatever its account may. */
public enum Scope {
  FIGURES,
  LEDGER;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scope> byWireName(String name) {
    return Stream.of(values()).filter(scope -> scope.wireName().equals(name)).findFirst();
  }
}
