package hk.innopark.simulators.oracle;

import java.time.Instant;
import java.util.Map;

/**
 * Figures of one entity and hour as somebody reports them.
 *
 * @param tenant null at level estate
 * @param line null above level line
 * @param machine null above level machine
 * @param fields by the names of the contract; one without a value is absent or NaN
 */
public record Observed(
    String estate,
    String tenant,
    String line,
    String machine,
    Instant hourStart,
    Map<String, Double> fields) {}
