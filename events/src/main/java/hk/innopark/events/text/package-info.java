/** What people read, in each language. */
package hk.innopark.events.text;
