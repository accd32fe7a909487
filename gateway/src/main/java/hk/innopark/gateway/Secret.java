package hk.innopark.gateway;

/** A value that must not be logged: its text form hides it. */
record Secret(String value) {
  @Override
  public String toString() {
    return "****";
  }
}
