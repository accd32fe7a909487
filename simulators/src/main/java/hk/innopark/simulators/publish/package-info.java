/** Runs the plants against the clock and hands their messages to a sink. */
package hk.innopark.simulators.publish;
