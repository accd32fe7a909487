package hk.innopark.registry.ledger;

/** Follows a verification that takes long: where it may begin, and how far it has come. */
public interface VerificationCourse {
  /** From the first row, telling nobody. */
  VerificationCourse FROM_THE_BEGINNING =
      new VerificationCourse() {
        @Override
        public ChainPosition from(LedgerChain chain) {
          return ChainPosition.begin(chain);
        }

        @Override
        public void reached(ChainPosition position) {}
      };

  /** Up to where the chain was verified before; that row is read once more. */
  ChainPosition from(LedgerChain chain);

  /** So far there is no fault; asked now and then. */
  void reached(ChainPosition position);
}
