/** What was refused: seen, and sent again. */
package hk.innopark.operations.deadletter;
