/** Machine accounts: readings into elements per minute, exact through late data and gaps. */
package hk.innopark.jobs.account;
