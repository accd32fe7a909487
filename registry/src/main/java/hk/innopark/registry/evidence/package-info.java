/** Evidence that others can check: signed notes, anchors of chain heads. */
package hk.innopark.registry.evidence;
