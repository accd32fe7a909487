/** Accounts, their rights, and what proves them: passwords, sessions, tokens and links. */
package hk.innopark.console.access;
