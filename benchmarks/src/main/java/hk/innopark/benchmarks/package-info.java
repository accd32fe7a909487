/** Side-by-side runs against peers: one table and one JSON file each. */
package hk.innopark.benchmarks;
