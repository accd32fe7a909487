/** The {@code innopark} command line; its names are the contract's. */
package hk.innopark.cli.command;
