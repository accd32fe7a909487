/** Servers embedded in one process, and all of them together. */
package hk.innopark.embedded;
