/** Baselines of energy (ISO 50006): the regression that makes one from computed days. */
package hk.innopark.operations.baseline;
