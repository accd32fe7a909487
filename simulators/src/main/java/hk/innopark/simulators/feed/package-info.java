/** Feeds: plants written into one, a broker recorded into one, one replayed to a broker. */
package hk.innopark.simulators.feed;
