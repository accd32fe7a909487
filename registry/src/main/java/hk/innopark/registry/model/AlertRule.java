package hk.innopark.registry.model;

import hk.innopark.events.AlertKind;
import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What a tenant wants to be alerted of, in one kind; what is null is the kind's default.
 *
 * @param line null for every line of the tenant
 * @param enabled whether there are such alerts at all
 * @param raise the threshold beyond which it is raised, in the kind's unit; a share of the month's
 *     peak for demand, and a multiple of {@code stale_after} for silence
 * @param clear the threshold on whose other side it is cleared
 * @param lasting how long it must last to be raised
 * @param clearFor how long it must be over to be cleared
 * @param signals which signals must move while the machine runs; empty for the default
 */
public record AlertRule(
    String tenant,
    String line,
    AlertKind kind,
    Boolean enabled,
    BigDecimal raise,
    BigDecimal clear,
    Duration lasting,
    Duration clearFor,
    List<Signal> signals) {}
