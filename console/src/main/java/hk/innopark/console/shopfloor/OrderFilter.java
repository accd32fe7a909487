package hk.innopark.console.shopfloor;

import java.time.LocalDate;

/**
 * Which orders: those of a tenant and origin that somebody worked on within some local days.
 *
 * @param line null for every line
 * @param product null for every product
 * @param from the first day
 * @param to the last day, inclusive
 */
public record OrderFilter(
    String tenant, String origin, String line, String product, LocalDate from, LocalDate to) {}
