package hk.innopark.console;

import hk.innopark.console.access.Access;
import hk.innopark.console.shopfloor.OrderFilter;
import hk.innopark.console.shopfloor.Said;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tenant's orders and products: the page, what it reads, and saying when an order begins and
 * ends.
 */
final class OrderRoutes {
  private static final int MOST_ON_PAGE = 500;

  private final Views views;
  private final Pages pages;
  private final Access access;

  OrderRoutes(Views views, Pages pages, Access access) {
    this.views = views;
    this.pages = pages;
    this.access = access;
  }

  void addTo(Javalin app) {
    app.get("/tenants/{tenant}/orders", this::page, Rule.LINES);
    app.get("/api/tenants/{tenant}/orders/overview", this::overview, Rule.LINES);
    app.post("/api/tenants/{tenant}/lines/{line}/orders", this::say, Rule.STOPS);
  }

  private void page(Context ctx) {
    Parameters.tenant(views.of(Viewer.of(ctx)).registry(), ctx);
    pages.send(ctx, "orders");
  }

  /** What the page shows: running orders and those of some days, and the products of these days. */
  private void overview(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    FigureView view = views.of(viewer);
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Moment moment = view.moment(Parameters.single(ctx, "origin"));
    OrderFilter filter = OrderQuery.filter(ctx, tenant, moment, view);
    List<Map<String, Object>> orders = new ArrayList<>();
    List<Map<String, Object>> products = new ArrayList<>();
    if (!moment.isEmpty()) {
      view.orders()
          .ifPresent(
              reader -> {
                reader
                    .orders(filter, MOST_ON_PAGE)
                    .forEach(
                        order ->
                            orders.add(
                                OrderRows.of(order, moment.asOf(), view.registry(), tenant)));
                reader
                    .products(filter, MOST_ON_PAGE)
                    .forEach(product -> products.add(OrderRows.ofProduct(product)));
              });
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("at", AsOf.of(moment, view.now()));
    answer.put(
        "subject",
        new Plant.Subject(tenant.estate(), tenant.id(), tenant.name(), filter.line(), null));
    answer.put("from", filter.from().toString());
    answer.put("to", filter.to().toString());
    answer.put("mayBegin", viewer.mayByPage(Rule.STOPS));
    answer.put("lines", tenant.lines().stream().map(OrderRoutes::line).toList());
    answer.put("orders", orders);
    answer.put("products", products);
    Answers.send(ctx, answer);
  }

  /** An order begins, changes or ends. */
  private void say(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    FigureView view = views.of(viewer);
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Line line = Parameters.line(tenant, ctx);
    List<Said> words =
        OrderWords.of(JsonBody.of(ctx), tenant, line, view, viewer, access.annotations());
    for (Said word : words) {
      access.annotations().append(word);
    }
    Said first = words.get(0);
    access
        .actions()
        .append(
            viewer.action(
                first.replaces() == null ? "begin order" : "change order",
                tenant.id(),
                "%s, %s to %s".formatted(line.id(), first.from(), first.to()),
                first.work().order()));
    ctx.status(202);
    Answers.send(ctx, Map.of("ids", words.stream().map(Said::id).toList()));
  }

  private static Map<String, Object> line(Line line) {
    return Map.of(
        "id",
        line.id(),
        "name",
        line.name(),
        "machines",
        line.machines().stream()
            .map(machine -> new Stops.Machine(machine.id().machine(), machine.name()))
            .toList());
  }
}
