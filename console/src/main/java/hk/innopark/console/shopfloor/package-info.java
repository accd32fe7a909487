/** Machines' stops, and what people say of them. */
package hk.innopark.console.shopfloor;
