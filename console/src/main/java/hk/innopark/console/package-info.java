/** The web page: tenants' figures, HKSTP's audit. */
package hk.innopark.console;
