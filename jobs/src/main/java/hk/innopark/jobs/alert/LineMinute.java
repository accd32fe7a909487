package hk.innopark.jobs.alert;

import hk.innopark.jobs.element.Entity;

/**
 * The energy of a line in one minute, as settled for alerts.
 *
 * @param tenant whose the line is
 * @param minuteMillis the minute, by its first millisecond
 */
public record LineMinute(
    Entity tenant, long minuteMillis, long gridNanoKwh, long reactiveNanoKvarh) {}
