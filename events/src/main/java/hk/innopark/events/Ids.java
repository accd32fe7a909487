package hk.innopark.events;

import java.util.regex.Pattern;

/** The one rule for identifiers: {@code [A-Za-z0-9._-]{1,64}}. */
public final class Ids {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private Ids() {}

  public static boolean isValid(String id) {
    return id != null && ALLOWED.matcher(id).matches();
  }
}
