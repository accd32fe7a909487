/** Gives a JUnit 5 test a deterministic feed. */
package hk.innopark.simulators.junit;
