/** What tenants declare on the console, with its documents: append-only. */
package hk.innopark.console.evidence;
