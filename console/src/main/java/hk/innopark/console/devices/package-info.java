/** What connected devices say, and how the registry takes new ones. */
package hk.innopark.console.devices;
