/**
 * For tests of people who use INNOPARK telemetry: the live pipeline over a feed, inside the test,
 * with assertions on what comes out and golden files to hold it against.
 */
package hk.innopark.testkit;
