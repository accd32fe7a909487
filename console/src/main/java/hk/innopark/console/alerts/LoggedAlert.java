package hk.innopark.console.alerts;

import hk.innopark.events.Alert;
import java.time.Instant;

/**
 * An alert with what became of it.
 *
 * @param id rises in the order in which alerts became known
 * @param acknowledgedBy the account's name; null while nobody has
 * @param note what they wrote; may be null
 * @param deliveries who was told: a JSON array
 */
public record LoggedAlert(
    long id,
    String key,
    Alert alert,
    Instant acknowledgedAt,
    String acknowledgedBy,
    String note,
    String deliveries) {}
