package hk.innopark.console;

import hk.innopark.console.shopfloor.AnnotationStore;
import hk.innopark.console.shopfloor.AnnotationStore.Word;
import hk.innopark.console.shopfloor.Said;
import hk.innopark.events.Annotation;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What somebody says of an order, as a word on the time of each of its machines: it begins, changes
 * or ends. A word takes the place of what was said of the same order and machine before; where it
 * names no end, the order goes on until it is ended or another begins, for {@link
 * Annotation#LONGEST_MILLIS} at most.
 */
final class OrderWords {
  private static final Duration AHEAD = Duration.ofMinutes(1);
  private static final long MOST_PLANNED = 1_000_000_000_000L;

  private final JsonBody body;
  private final Tenant tenant;
  private final Line line;
  private final FigureView view;
  private final Viewer viewer;

  private OrderWords(JsonBody body, Tenant tenant, Line line, FigureView view, Viewer viewer) {
    this.body = body;
    this.tenant = tenant;
    this.line = line;
    this.view = view;
    this.viewer = viewer;
  }

  /**
   * Reads them from a request's body.
   *
   * @throws RequestException where it says nothing that can be
   */
  static List<Said> of(
      JsonBody body,
      Tenant tenant,
      Line line,
      FigureView view,
      Viewer viewer,
      AnnotationStore annotations) {
    return new OrderWords(body, tenant, line, view, viewer).words(annotations);
  }

  private List<Said> words(AnnotationStore annotations) {
    String order = text("order");
    if (order == null) {
      throw RequestException.badRequest("error.body_lacks", "order");
    }
    String origin = body.origin();
    List<Word> known = annotations.work(tenant.id(), line.id(), origin);
    Map<String, Word> before =
        known.stream()
            .filter(word -> word.order().equals(order))
            .collect(Collectors.toMap(Word::machine, Function.identity()));
    List<Said> words = new ArrayList<>();
    for (String machine : machines(before)) {
      Said word = word(machine, order, origin, before.get(machine));
      words.add(word);
      if (before.get(machine) == null) {
        known.stream()
            .filter(other -> other.machine().equals(machine))
            .filter(other -> other.from().isBefore(word.from()) && other.to().isAfter(word.from()))
            .forEach(other -> words.add(ended(other, origin, word.from())));
      }
    }
    return words;
  }

  /** An order that another follows on a machine. */
  private Said ended(Word other, String origin, Instant at) {
    return said(
        other.machine(),
        origin,
        other.from(),
        at,
        other.id(),
        new Said.Work(other.order(), other.product(), other.planned()));
  }

  /** Those that are named; else those of which the order was said before, or all of the line. */
  private List<String> machines(Map<String, Word> before) {
    List<String> known = line.machines().stream().map(machine -> machine.id().machine()).toList();
    List<String> named = body.textsOrEmpty("machines");
    if (!known.containsAll(named)) {
      throw RequestException.badRequest("error.stop_machine");
    }
    if (!named.isEmpty()) {
      return named.stream().distinct().toList();
    }
    return before.isEmpty() ? known : known.stream().filter(before::containsKey).toList();
  }

  private Said word(String machine, String order, String origin, Word before) {
    Instant now = view.now();
    Instant from =
        body.has("from")
            ? Instant.ofEpochMilli(body.millis("from"))
            : before == null ? now : before.from();
    Instant latest = from.plusMillis(Annotation.LONGEST_MILLIS);
    Instant to =
        body.has("to")
            ? Instant.ofEpochMilli(body.millis("to"))
            : before == null || body.has("from") ? latest : before.to();
    if (!from.isBefore(to) || to.isAfter(latest)) {
      throw RequestException.badRequest("error.order_time");
    }
    if (from.isBefore(view.stops().nameableFrom())) {
      throw RequestException.badRequest("error.order_old");
    }
    if (from.isAfter(now.plus(AHEAD))) {
      throw RequestException.badRequest("error.stop_future");
    }
    String product = text("product");
    Long planned = planned();
    return said(
        machine,
        origin,
        from,
        to,
        before == null ? null : before.id(),
        new Said.Work(
            order,
            product == null && before != null ? before.product() : product,
            planned == null && before != null ? before.planned() : planned));
  }

  private Said said(
      String machine, String origin, Instant from, Instant to, String replaces, Said.Work work) {
    return new Said(
        UUID.randomUUID().toString(),
        tenant.estate(),
        tenant.id(),
        line.id(),
        machine,
        origin,
        from,
        to,
        null,
        null,
        replaces,
        viewer.name(),
        viewer.grant().role().wireName(),
        viewer.address(),
        work);
  }

  /** An id of an order or product; null where there is none. */
  private String text(String name) {
    String text = body.textOrNull(name);
    if (text == null) {
      return null;
    }
    String stripped = text.strip();
    if (stripped.isEmpty()
        || stripped.length() > OrderQuery.MOST_TEXT
        || stripped.codePoints().anyMatch(Character::isISOControl)) {
      throw RequestException.badRequest("error.order_text", name, OrderQuery.MOST_TEXT);
    }
    return stripped;
  }

  private Long planned() {
    if (!body.has("planned")) {
      return null;
    }
    long planned = body.whole("planned");
    if (planned < 1 || planned > MOST_PLANNED) {
      throw RequestException.badRequest("error.order_planned");
    }
    return planned;
  }
}
