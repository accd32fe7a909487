/** New revisions of settled days, computed from an archive. */
package hk.innopark.operations.restate;
