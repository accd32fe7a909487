package hk.innopark.dashboards;

/** What a machine can be doing for the greater part of a minute; one colour each, everywhere. */
enum State {
  RUNNING(1, "Running", "production_s", "#37872D"),
  SETUP(2, "Setting up", "setup_s", "#3274D9"),
  IDLE(3, "Idle", "idle_s", "#E0B400"),
  DELAYED(4, "Delayed", "delay_s", "#C4162A"),
  PLANNED_DOWN(5, "Planned stop", "planned_down_s", "#8AB8FF"),
  UNKNOWN(6, "Unknown", "unknown_s", "#6E7079"),
  OUTSIDE_PLAN(7, "Running outside plan", "outside_plan_s", "#96D98D");

  final int code;
  final String label;
  final String field;
  final String color;

  State(int code, String label, String field, String color) {
    this.code = code;
    this.label = label;
    this.field = field;
    this.color = color;
  }
}
