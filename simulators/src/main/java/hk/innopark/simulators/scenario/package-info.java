/**
 * Scenarios: plants, a span of time and faults in one YAML file; a feed with its truth comes out.
 */
package hk.innopark.simulators.scenario;
