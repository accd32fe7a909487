/** The whole stack embedded in one process, and the command line. */
package hk.innopark.local;
