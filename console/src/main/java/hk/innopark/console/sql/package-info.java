/** How the console reads its databases. */
package hk.innopark.console.sql;
