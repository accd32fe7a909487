/** What applies on a day: pure functions over the reference data. */
package hk.innopark.registry.lookup;
