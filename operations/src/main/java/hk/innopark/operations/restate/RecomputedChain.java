package hk.innopark.operations.restate;

import hk.innopark.registry.ledger.LedgerChain;
import java.util.List;

/**
 * What a recomputation says of one chain.
 *
 * @param same how many rows came out the same, to the last digit
 * @param differences the others, one line each, by row
 */
public record RecomputedChain(LedgerChain chain, long same, List<String> differences) {
  public RecomputedChain {
    differences = List.copyOf(differences);
  }
}
