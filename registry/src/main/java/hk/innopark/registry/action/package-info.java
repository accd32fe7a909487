/** What people did with the console and the command line, kept append-only. */
package hk.innopark.registry.action;
