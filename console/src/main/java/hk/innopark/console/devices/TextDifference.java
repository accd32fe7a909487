package hk.innopark.console.devices;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** The lines by which two texts differ, with a few around them. */
public final class TextDifference {
  private static final int AROUND = 3;
  private static final int HEAD_LINES = 2;

  private TextDifference() {}

  /**
   * Lines that begin with a blank, a plus or a minus; {@code …} stands for those that are left out.
   * Empty where nothing differs.
   */
  public static List<String> of(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> unified =
        UnifiedDiffUtils.generateUnifiedDiff(
            "before", "after", old, DiffUtils.diff(old, after.lines().toList()), AROUND);
    List<String> shown = new ArrayList<>();
    for (String line : unified.subList(Math.min(HEAD_LINES, unified.size()), unified.size())) {
      if (!line.startsWith("@@")) {
        shown.add(line.charAt(0) + " " + line.substring(1));
      } else if (!shown.isEmpty()) {
        shown.add("  …");
      }
    }
    return List.copyOf(shown);
  }
}
