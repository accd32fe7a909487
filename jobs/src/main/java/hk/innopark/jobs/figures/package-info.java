/** From summed elements to the figures that people read: ratios, carbon, quality. */
package hk.innopark.jobs.figures;
