/** What messages say that are in a maker's own form, by the registry's mapping of their device. */
package hk.innopark.registry.mapping;
