/** The shared vocabulary: readings, signals, topics, feeds, and the strict decoder. */
package hk.innopark.events;
