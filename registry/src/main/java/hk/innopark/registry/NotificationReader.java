package hk.innopark.registry;

import hk.innopark.events.AlertChange;
import hk.innopark.events.AlertKind;
import hk.innopark.events.AlertKind.Severity;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationChannel.Kind;
import hk.innopark.registry.model.NotificationRule;
import hk.innopark.registry.model.NotificationRule.Escalation;
import hk.innopark.registry.model.NotificationRule.Quiet;
import hk.innopark.registry.model.Tenant;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads how and of what tenants want to be told. */
final class NotificationReader {
  private static final Map<String, AlertKind> ALERT_KINDS = Choices.of(AlertKind.values());
  private static final Map<String, Severity> SEVERITIES = Choices.of(Severity.values());
  private static final Map<String, Kind> KINDS = Choices.of(Kind.values());
  private static final Map<String, AlertChange> CHANGES = Choices.of(AlertChange.values());
  private static final Map<String, String> LANGUAGES =
      Choices.of(NotificationChannel.LANGUAGES.toArray(String[]::new), tag -> tag);

  /** An address alone, without a name or anything that would need quoting. */
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  private static final int LONGEST_ADDRESS = 254;
  private static final int MOST_ADDRESSES = 50;
  private static final Duration SHORTEST_ESCALATION = Duration.ofMinutes(1);
  private static final Duration LONGEST_ESCALATION = Duration.ofDays(7);

  private final List<Tenant> tenants;
  private final Distinct channelIds = new Distinct();
  private final Distinct ruleIds = new Distinct();
  private final Set<List<String>> channels = new HashSet<>();

  NotificationReader(List<Tenant> tenants) {
    this.tenants = tenants;
  }

  /** Null where it is refused. */
  NotificationChannel channel(Entry entry) {
    Mapping channel = entry.mapping();
    String tenant = tenant(channel);
    String id = channel.required("id").id();
    Kind kind = channel.required("kind").choice(KINDS);
    List<String> to = kind == Kind.EMAIL ? addresses(channel.required("to")) : List.of();
    URI url = kind == Kind.WEBHOOK ? url(channel.required("url")) : null;
    String language = channel.optional("language").choice(LANGUAGES);
    List<AlertChange> changes = all(channel.optional("changes"), item -> item.choice(CHANGES));
    if (kind == null) {
      return null;
    }
    channel.end();
    if (tenant == null || id == null) {
      return null;
    }
    channelIds.add(List.of(tenant, id), "channel \"" + id + "\" of the tenant", entry);
    channels.add(List.of(tenant, id));
    return new NotificationChannel(
        tenant,
        id,
        kind,
        to,
        url,
        language == null ? NotificationChannel.LANGUAGES.get(0) : language,
        changes.isEmpty() ? kind.usualChanges() : changes);
  }

  /** Null where it is refused; channels are read before. */
  NotificationRule rule(Entry entry) {
    Mapping rule = entry.mapping();
    String tenant = tenant(rule);
    String id = rule.required("id").id();
    List<AlertKind> kinds = all(rule.optional("kinds"), item -> item.choice(ALERT_KINDS));
    Severity severity = rule.optional("severity").choice(SEVERITIES);
    List<String> lines = all(rule.optional("lines"), item -> lineOf(tenant, item));
    List<String> shifts = all(rule.optional("shifts"), Entry::id);
    Entry channelsEntry = rule.required("channels");
    List<String> told = channelsOf(tenant, channelsEntry);
    Quiet quiet = quiet(rule.optional("quiet"));
    Escalation escalation = escalation(tenant, rule.optional("escalate"));
    rule.end();
    if (tenant == null || id == null) {
      return null;
    }
    ruleIds.add(List.of(tenant, id), "rule \"" + id + "\" of the tenant", entry);
    return new NotificationRule(
        tenant,
        id,
        kinds,
        severity == null ? Severity.NOTICE : severity,
        lines,
        shifts,
        told,
        quiet,
        escalation);
  }

  private String tenant(Mapping mapping) {
    Entry entry = mapping.required("tenant");
    String id = entry.id();
    if (id != null && find(id) == null) {
      entry.refuse("no tenant \"" + id + '"');
    }
    return id;
  }

  private Tenant find(String id) {
    return tenants.stream()
        .filter(tenant -> Objects.equals(tenant.id(), id))
        .findFirst()
        .orElse(null);
  }

  private String lineOf(String tenant, Entry entry) {
    String line = entry.id();
    Tenant known = find(tenant);
    if (line != null
        && known != null
        && known.lines().stream().noneMatch(one -> line.equals(one.id()))) {
      entry.refuse("no line \"" + line + "\" of tenant \"" + tenant + '"');
    }
    return line;
  }

  private List<String> channelsOf(String tenant, Entry list) {
    list.itemsAtLeastOne();
    return all(
        list,
        item -> {
          String id = item.id();
          if (id != null && tenant != null && !channels.contains(List.of(tenant, id))) {
            item.refuse("no channel \"" + id + "\" of tenant \"" + tenant + '"');
          }
          return id;
        });
  }

  private static Quiet quiet(Entry entry) {
    if (entry.isAbsent()) {
      return null;
    }
    Mapping quiet = entry.mapping();
    LocalTime from = time(quiet.required("from"));
    LocalTime to = time(quiet.required("to"));
    ZoneId zone = zone(quiet.optional("zone"));
    Severity passes = quiet.optional("passes").choice(SEVERITIES);
    quiet.end();
    if (from != null && from.equals(to)) {
      quiet.refuse("from and to are the same time");
    }
    return new Quiet(from, to, zone, passes);
  }

  private static LocalTime time(Entry entry) {
    Integer minute = entry.minuteOfDay();
    return minute == null ? null : LocalTime.ofSecondOfDay(minute % Times.MINUTES_PER_DAY * 60L);
  }

  private static ZoneId zone(Entry entry) {
    return entry.isAbsent() ? ZoneId.of("Asia/Hong_Kong") : entry.zone();
  }

  private Escalation escalation(String tenant, Entry entry) {
    if (entry.isAbsent()) {
      return null;
    }
    Mapping escalate = entry.mapping();
    Entry afterEntry = escalate.required("after");
    Duration after = afterEntry.duration();
    if (after != null
        && (after.compareTo(SHORTEST_ESCALATION) < 0 || after.compareTo(LONGEST_ESCALATION) > 0)) {
      afterEntry.refuse("is not PT1M to P7D");
    }
    List<String> to = channelsOf(tenant, escalate.required("to"));
    escalate.end();
    return new Escalation(after, to);
  }

  private static List<String> addresses(Entry list) {
    if (list.itemsAtLeastOne().size() > MOST_ADDRESSES) {
      list.refuse("has more than " + MOST_ADDRESSES + " addresses");
    }
    return all(
        list,
        item -> {
          String address = item.text();
          if (address != null
              && (address.length() > LONGEST_ADDRESS || !ADDRESS.matcher(address).matches())) {
            item.refuse("\"" + address + "\" is not an address such as name@example.com");
          }
          return address;
        });
  }

  private static URI url(Entry entry) {
    String text = entry.text();
    if (text == null) {
      return null;
    }
    try {
      URI url = new URI(text);
      boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (isWeb
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException malformed) {
      // refused below
    }
    entry.refuse("is not https://host/path, without a user or password in it");
    return null;
  }

  /** The items that were accepted, each once, in the order of the file. */
  private static <T> List<T> all(Entry list, Function<Entry, T> reader) {
    List<T> read = new ArrayList<>();
    Distinct distinct = new Distinct();
    for (Entry item : list.items()) {
      T value = reader.apply(item);
      if (value != null) {
        distinct.add(value, '"' + String.valueOf(value) + '"', item);
        read.add(value);
      }
    }
    return List.copyOf(read);
  }
}
