package hk.innopark.console.devices;

import java.util.ArrayList;
import java.util.List;

/** The lines by which two texts differ, with a few around them. */
public final class TextDifference {
  private static final int AROUND = 3;

  private TextDifference() {}

  /**
   * Lines that begin with a blank, a plus or a minus; {@code …} stands for those that are left out.
   * Empty where nothing differs.
   */
  public static List<String> of(String before, String after) {
    String[] old = before.split("\n");
    String[] young = after.split("\n");
    int[][] common = common(old, young);
    List<String> all = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.length || j < young.length) {
      if (i < old.length && j < young.length && old[i].equals(young[j])) {
        all.add("  " + old[i++]);
        j++;
      } else if (j < young.length && (i == old.length || common[i][j + 1] >= common[i + 1][j])) {
        all.add("+ " + young[j++]);
      } else {
        all.add("- " + old[i++]);
      }
    }
    return around(all);
  }

  /** The lengths of the longest common tails. */
  private static int[][] common(String[] old, String[] young) {
    int[][] common = new int[old.length + 1][young.length + 1];
    for (int i = old.length - 1; i >= 0; i--) {
      for (int j = young.length - 1; j >= 0; j--) {
        common[i][j] =
            old[i].equals(young[j])
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static List<String> around(List<String> all) {
    List<String> shown = new ArrayList<>();
    boolean skipped = false;
    for (int index = 0; index < all.size(); index++) {
      boolean near = false;
      for (int at = Math.max(0, index - AROUND);
          at <= Math.min(all.size() - 1, index + AROUND);
          at++) {
        near |= !all.get(at).startsWith(" ");
      }
      if (near) {
        if (skipped && !shown.isEmpty()) {
          shown.add("  …");
        }
        shown.add(all.get(index));
      }
      skipped = !near;
    }
    return List.copyOf(shown);
  }
}
