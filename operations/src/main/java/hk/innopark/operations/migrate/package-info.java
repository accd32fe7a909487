/** From one release to the next, where the job's state cannot be taken over. */
package hk.innopark.operations.migrate;
