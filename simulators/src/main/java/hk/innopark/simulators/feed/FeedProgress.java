package hk.innopark.simulators.feed;

/** Hears how far the work on a feed has come. */
public interface FeedProgress {
  /** Hears nothing. */
  FeedProgress SILENT = (fraction, messages) -> {};

  /**
   * @param fraction from 0 to 1
   * @param messages so far
   */
  void reached(double fraction, long messages);
}
