/** Evidence packs: what proves a tenant's month to whoever has the public key. */
package hk.innopark.console.pack;
