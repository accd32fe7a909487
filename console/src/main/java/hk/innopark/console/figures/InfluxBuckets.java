package hk.innopark.console.figures;

import hk.innopark.events.Buckets;
import hk.innopark.events.Level;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Which buckets of InfluxDB a reader asks; its token reads no others. */
public interface InfluxBuckets {
  /** Where figures are. */
  Collection<String> of(FigureQuery query);

  /** Where the origins of every tenant that the reader sees are. */
  String ofOrigins();

  /** Where alerts are. */
  String ofAlerts(Place place);

  /** Of a reader who reads one tenant's bucket. */
  static InfluxBuckets ofTenant(String tenant) {
    return ofOne(Buckets.ofTenant(tenant));
  }

  /** Of a reader who reads HKSTP's bucket. */
  static InfluxBuckets ofHkstp() {
    return ofOne(Buckets.HKSTP);
  }

  private static InfluxBuckets ofOne(String bucket) {
    return new InfluxBuckets() {
      @Override
      public Collection<String> of(FigureQuery query) {
        return List.of(bucket);
      }

      @Override
      public String ofOrigins() {
        return bucket;
      }

      @Override
      public String ofAlerts(Place place) {
        return bucket;
      }
    };
  }

  /**
   * Of a reader who reads every bucket.
   *
   * @param tenants the ids of all tenants; called for each question about all of them
   */
  static InfluxBuckets all(Supplier<? extends Collection<String>> tenants) {
    return new InfluxBuckets() {
      @Override
      public Collection<String> of(FigureQuery query) {
        if (query.level() == Level.ESTATE) {
          return List.of(Buckets.HKSTP);
        }
        String tenant = query.place().tenant();
        Collection<String> asked = tenant == null ? tenants.get() : List.of(tenant);
        return asked.stream().map(Buckets::ofTenant).toList();
      }

      @Override
      public String ofOrigins() {
        // every tenant's row is there too, so one bucket answers for all
        return Buckets.HKSTP;
      }

      @Override
      public String ofAlerts(Place place) {
        // HKSTP's bucket has every tenant's
        return place.tenant() == null ? Buckets.HKSTP : Buckets.ofTenant(place.tenant());
      }
    };
  }
}
