package hk.innopark.benchmarks.account;

/**
 * One size at which the pipeline is measured.
 *
 * @param name what the report calls it
 */
record ScaleCase(String name, Workload workload, AccountOptions options) {}
