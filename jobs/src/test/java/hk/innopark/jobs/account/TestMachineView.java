package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.MinuteRates;

/** A machine's reference data with something changed. */
class TestMachineView implements MachineReference {
  private final MachineReference machine;

  TestMachineView(MachineReference machine) {
    this.machine = machine;
  }

  @Override
  public long samplePeriodMillis() {
    return machine.samplePeriodMillis();
  }

  @Override
  public long staleAfterMillis() {
    return machine.staleAfterMillis();
  }

  @Override
  public long ratedNanoKw() {
    return machine.ratedNanoKw();
  }

  @Override
  public long idealNanos(String product) {
    return machine.idealNanos(product);
  }

  @Override
  public long microStopMillis() {
    return machine.microStopMillis();
  }

  @Override
  public MeterReference meter(Signal signal, long atMillis) {
    return machine.meter(signal, atMillis);
  }

  @Override
  public boolean isPlanned(long minuteMillis) {
    return machine.isPlanned(minuteMillis);
  }

  @Override
  public MinuteRates rates(Signal signal, long minuteMillis) {
    return machine.rates(signal, minuteMillis);
  }
}
