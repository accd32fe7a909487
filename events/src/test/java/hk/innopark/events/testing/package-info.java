/** Servers that the tests of several modules start. */
package hk.innopark.events.testing;
