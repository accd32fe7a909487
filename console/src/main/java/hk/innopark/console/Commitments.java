package hk.innopark.console;

import hk.innopark.console.Plant.CommitmentRow;
import hk.innopark.registry.model.Commitment;
import java.util.List;

/** Holds what tenants have promised against what is known. */
interface Commitments {
  /** One row for each commitment; all are one tenant's. */
  List<CommitmentRow> read(List<Commitment> commitments, Moment moment);
}
