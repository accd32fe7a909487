package hk.innopark.testkit;

/**
 * What the pipeline makes of a feed.
 *
 * @param messages how many the feed held
 * @param figures the last revision of every figure
 * @param ledger the closed periods, in their chains
 * @param alerts raised and cleared
 * @param deadLetters what was refused
 */
public record Computed(
    long messages, Figures figures, Ledger ledger, JsonRows alerts, JsonRows deadLetters) {}
