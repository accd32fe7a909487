/** Reference data: the registry file, its rules, its store in PostgreSQL, and access control. */
package hk.innopark.registry;
