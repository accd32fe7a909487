/** Other people's recordings made into feeds, as a mapping file says. */
package hk.innopark.simulators.importing;
