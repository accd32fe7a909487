package hk.innopark.notifier;

/** A value that must not be logged: its text form hides it. */
record SecretText(String value) {
  @Override
  public String toString() {
    return "****";
  }
}
