/** Reference data as immutable values: what a registry file says, validated. */
package hk.innopark.registry.model;
