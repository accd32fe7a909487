/** What who runs the platform sees of its servers: gateways and Flink, asked over HTTP. */
package hk.innopark.console.platform;
