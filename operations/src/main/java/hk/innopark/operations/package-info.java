/** What operators do to running servers, and what they read from them. */
package hk.innopark.operations;
