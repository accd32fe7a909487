/** Additive elements: the 64-bit integers from which every figure is computed. */
package hk.innopark.jobs.element;
