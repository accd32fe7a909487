/** Simulated plants: what each machine does, sends, and truly produced. */
package hk.innopark.simulators.plant;
