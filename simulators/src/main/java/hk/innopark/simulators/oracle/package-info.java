/** Holds figures against the ground truth, without any code of the pipeline. */
package hk.innopark.simulators.oracle;
