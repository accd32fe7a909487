/**
 * The servers of the stack, each embedded: on loopback, with its data in one folder, so that a
 * second start on the same folder goes on where the first one ended.
 */
package hk.innopark.embedded.server;
