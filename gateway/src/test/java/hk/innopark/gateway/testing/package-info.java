/** Real servers in processes of their own, and what watches them. */
package hk.innopark.gateway.testing;
