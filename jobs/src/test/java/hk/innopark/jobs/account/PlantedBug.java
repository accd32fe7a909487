package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.figures.LineOee;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.ShiftCalendar;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Mistakes that such systems make, each a {@link Shop} with one step wrong. */
enum PlantedBug {
  /** A reading counts when it arrives, not when it was true. */
  WALL_CLOCK_WINDOWS(
      () ->
          new Shop() {
            @Override
            void receive(Reading reading) {
              super.receive(stamped(reading, reading.receivedAtMillis()));
            }
          }),

  /** A line's ratio is the mean of its machines'. */
  AVERAGED_RATIOS(
      () ->
          new Shop() {
            @Override
            double oee(List<Elements> machines) {
              return machines.stream().mapToDouble(LineOee::of).average().orElseThrow();
            }
          }),

  /** What a restart set back is taken for a register that rolled over. */
  RESET_COUNTED_AS_PRODUCTION(
      () ->
          new Shop() {
            @Override
            MachineReference reference() {
              return new TestMachineView(super.reference()) {
                @Override
                public MeterReference meter(Signal signal, long atMillis) {
                  return signal == Signal.GOOD_COUNT
                      ? new MeterReference(EnergySource.OTHER, null, 1_000, 1_000_000_000L, false)
                      : super.meter(signal, atMillis);
                }
              };
            }
          }),

  /** What comes a minute late is not taken any more. */
  LATE_DATA_DROPPED(
      () ->
          new Shop() {
            @Override
            void receive(Reading reading) {
              if (reading.receivedAtMillis() - reading.timestampMillis() < 60_000) {
                super.receive(reading);
              }
            }
          }),

  /** A meter's reading within a gap does not replace the line that was drawn across it. */
  GAP_SHAPE_KEPT(
      () ->
          new Shop() {
            private long newest = Long.MIN_VALUE;

            @Override
            void receive(Reading reading) {
              boolean fillsGap = reading.timestampMillis() < newest;
              newest = Math.max(newest, reading.timestampMillis());
              super.receive(fillsGap ? without(reading) : reading);
            }
          }),

  /** Days begin at midnight of Greenwich. */
  UTC_DAYS(
      () ->
          new Shop() {
            @Override
            long dayOf(long minuteMillis) {
              long day = Duration.ofDays(1).toMillis();
              return Math.floorDiv(minuteMillis, day) * day;
            }
          }),

  /** Where a reason follows another, the stop counts under both. */
  REASONS_COUNTED_TWICE(
      () ->
          new Shop() {
            @Override
            SortedMap<Long, Elements> minutes() {
              SortedMap<Long, Elements> doubled = new TreeMap<>();
              super.minutes()
                  .forEach(
                      (minute, elements) -> {
                        Elements sum = Elements.unpack(elements.pack());
                        long stopped = elements.get(Element.delay(DowntimeReason.BREAKDOWN));
                        sum.add(Element.delay(DowntimeReason.MATERIAL), stopped);
                        doubled.put(minute, sum);
                      });
              return doubled;
            }
          }),

  /** A holiday is a day like any other. */
  HOLIDAY_IGNORED(
      () ->
          new Shop() {
            @Override
            ShiftCalendar calendar() {
              ShiftCalendar calendar = super.calendar();
              return new ShiftCalendar(
                  calendar.id(), calendar.zone(), calendar.shifts(), Set.of(), List.of());
            }
          }),

  /** A message that was sent twice counts twice. */
  REPEATS_COUNTED(
      () ->
          new Shop() {
            private final Map<Long, Integer> seen = new HashMap<>();

            @Override
            void receive(Reading reading) {
              int times = seen.merge(reading.sequence(), 1, Integer::sum);
              super.receive(times == 1 ? reading : numbered(reading, 1_000 + reading.sequence()));
            }
          }),

  /** A state holds for ever. */
  NOTHING_GOES_STALE(
      () ->
          new Shop() {
            @Override
            MachineReference reference() {
              return new TestMachineView(super.reference()) {
                @Override
                public long staleAfterMillis() {
                  return Duration.ofDays(1).toMillis();
                }
              };
            }
          });

  @SuppressWarnings("ImmutableEnumChecker") // opens a new one each time
  private final Supplier<Shop> shop;

  PlantedBug(Supplier<Shop> shop) {
    this.shop = shop;
  }

  Shop open() {
    return shop.get();
  }

  private static Reading stamped(Reading reading, long millis) {
    return copy(reading, millis, reading.sequence(), reading.values());
  }

  private static Reading numbered(Reading reading, long sequence) {
    return copy(reading, reading.timestampMillis(), sequence, reading.values());
  }

  private static Reading without(Reading reading) {
    SignalValues none = new SignalValues(0, new long[0]);
    return copy(reading, reading.timestampMillis(), reading.sequence(), none);
  }

  private static Reading copy(Reading reading, long millis, long sequence, SignalValues values) {
    return new Reading(
        reading.machine(),
        reading.origin(),
        millis,
        reading.receivedAtMillis(),
        reading.boot(),
        sequence,
        reading.state(),
        reading.reason(),
        reading.product(),
        reading.order(),
        values,
        reading.unknownSignals(),
        reading.digest());
  }
}
