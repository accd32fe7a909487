package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A message as Jackson binds it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public class PlainMessage {
  public String machine;
  public long ts;
  public String boot;
  public long seq;
  public Signals signals;
  public String product;
  public String reason;

  public PlainMessage() {}

  /** What the machine measured. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public static class Signals {
    public String state;
    public long good_count;
    public long reject_count;
    public double active_energy_kwh;
    public double reactive_energy_kvarh;
    public double active_power_kw;
    public double temperature_c;

    public Signals() {}
  }
}
