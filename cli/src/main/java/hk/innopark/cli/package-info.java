/** The {@code innopark} program. */
package hk.innopark.cli;
