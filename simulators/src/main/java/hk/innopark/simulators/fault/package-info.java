/** Seeded faults: what devices, clocks and uplinks do to an honest stream of messages. */
package hk.innopark.simulators.fault;
