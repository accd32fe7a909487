/** The time-series store as the console sees it: typed queries in, rows out. */
package hk.innopark.console.figures;
