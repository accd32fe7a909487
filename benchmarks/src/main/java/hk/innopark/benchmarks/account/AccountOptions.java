package hk.innopark.benchmarks.account;

/**
 * How contestants run.
 *
 * @param heap of each contestant, such as {@code 4g}
 */
record AccountOptions(String backend, int parallelism, long cadenceMillis, String heap) {}
