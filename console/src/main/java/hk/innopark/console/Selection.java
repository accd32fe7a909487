package hk.innopark.console;

import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Level;
import java.util.Set;

/** Whose elements are wanted, and of which measurements. */
record Selection(Level level, Place place, String origin, Set<Measure> measures) {
  Selection {
    measures = Set.copyOf(measures);
  }
}
