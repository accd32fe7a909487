/** The whole stack in one process: its parts, in the order in which they start. */
package hk.innopark.embedded.stack;
