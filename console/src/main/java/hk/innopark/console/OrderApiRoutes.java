package hk.innopark.console;

import hk.innopark.console.shopfloor.OrderFilter;
import hk.innopark.console.shopfloor.OrderReader;
import hk.innopark.console.shopfloor.OrderReader.OrderPosition;
import hk.innopark.console.shopfloor.OrderReader.ProductPosition;
import hk.innopark.console.shopfloor.OrderSum;
import hk.innopark.registry.model.Tenant;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A tenant's orders and products for programs: lists, and footprints of products. */
final class OrderApiRoutes {
  private final Views views;

  OrderApiRoutes(Views views) {
    this.views = views;
  }

  void addTo(Javalin app) {
    app.get("/api/tenants/{tenant}/orders", this::orders, Rule.LINES);
    app.get("/api/tenants/{tenant}/products", this::products, Rule.LINES);
    app.get("/api/tenants/{tenant}/footprint", this::footprint, Rule.LINES);
  }

  private void orders(Context ctx) {
    FigureView view = views.of(Viewer.of(ctx));
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Moment moment = view.moment(Parameters.single(ctx, "origin"));
    OrderFilter filter = OrderQuery.filter(ctx, tenant, moment, view);
    ApiListing listing = ApiListing.of(ctx, OrderRows.columns());
    OrderPosition after = listing.cursor().map(OrderApiRoutes::orderPosition).orElse(null);
    if (!moment.isEmpty()) {
      reader(view)
          .orders(
              filter,
              after,
              listing.wanted(),
              order ->
                  listing.add(
                      String.join(
                          "\n",
                          Long.toString(order.begin()),
                          order.line(),
                          order.order(),
                          orEmpty(order.product())),
                      OrderRows.of(order, moment.asOf(), view.registry(), tenant)));
    }
    listing.end();
  }

  private void products(Context ctx) {
    FigureView view = views.of(Viewer.of(ctx));
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Moment moment = view.moment(Parameters.single(ctx, "origin"));
    OrderFilter filter = OrderQuery.filter(ctx, tenant, moment, view);
    String grain = Parameters.single(ctx, "grain");
    String period = grain == null ? "day" : grain;
    if (!List.of("day", "month").contains(period)) {
      throw RequestException.badRequest("error.parameter_not_one_of", "grain", "day, month");
    }
    ApiListing listing = ApiListing.of(ctx, OrderRows.productColumns());
    ProductPosition after = listing.cursor().map(OrderApiRoutes::productPosition).orElse(null);
    if (!moment.isEmpty()) {
      reader(view)
          .products(
              filter,
              period,
              after,
              listing.wanted(),
              product ->
                  listing.add(
                      product.firstDay() + "\n" + orEmpty(product.product()),
                      OrderRows.ofProduct(product)));
    }
    listing.end();
  }

  private void footprint(Context ctx) {
    FigureView view = views.of(Viewer.of(ctx));
    Tenant tenant = Parameters.tenant(view.registry(), ctx);
    Moment moment = view.moment(Parameters.single(ctx, "origin"));
    if (OrderQuery.text(ctx, "product") == null) {
      throw RequestException.badRequest("error.parameter_missing", "product");
    }
    ProductFootprint.Declared declared = declared(ctx);
    OrderFilter filter = OrderQuery.filter(ctx, tenant, moment, view);
    List<OrderSum> found = moment.isEmpty() ? List.of() : reader(view).products(filter, 1);
    OrderSum product =
        found.stream().findFirst().orElseThrow(() -> RequestException.notFound("error.no_product"));
    Map<String, Object> footprint =
        ProductFootprint.of(tenant, view.registry(), product, filter, declared, view.now());
    Answers.send(Answers.asFile(ctx, "footprint-" + tenant.id() + ".json"), footprint);
  }

  private static ProductFootprint.Declared declared(Context ctx) {
    String ipcc = Parameters.single(ctx, "ipcc");
    if (ipcc != null && !ipcc.matches("AR[4-9]")) {
      throw RequestException.badRequest("error.parameter_not_one_of", "ipcc", "AR4 … AR9");
    }
    String basis = Parameters.single(ctx, "basis");
    if (basis != null && !basis.equals("market") && !basis.equals("location")) {
      throw RequestException.badRequest("error.parameter_not_one_of", "basis", "market, location");
    }
    BigDecimal mass = decimal(ctx, "mass_kg");
    if (mass == null || mass.signum() == 0) {
      throw RequestException.badRequest("error.footprint_mass");
    }
    BigDecimal carbon = decimal(ctx, "fossil_carbon_kg");
    return new ProductFootprint.Declared(
        mass,
        carbon == null ? BigDecimal.ZERO : carbon,
        ipcc == null ? "AR6" : ipcc,
        "location".equals(basis) ? ProductFootprint.Basis.LOCATION : ProductFootprint.Basis.MARKET);
  }

  /** A decimal that is not negative; null where there is none. */
  private static BigDecimal decimal(Context ctx, String name) {
    String text = Parameters.single(ctx, name);
    if (text != null && !text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw RequestException.badRequest("error.parameter_not_decimal", name);
    }
    return text == null ? null : new BigDecimal(text);
  }

  private static OrderReader reader(FigureView view) {
    return view.orders().orElseThrow(() -> RequestException.unavailable("error.no_ledger"));
  }

  private static OrderPosition orderPosition(String cursor) {
    String[] parts = cursor.split("\n", -1);
    if (parts.length != 4 || !parts[0].matches("[0-9]{1,15}")) {
      throw ApiListing.noSuchCursor();
    }
    return new OrderPosition(Long.parseLong(parts[0]), parts[1], parts[2], parts[3]);
  }

  private static ProductPosition productPosition(String cursor) {
    String[] parts = cursor.split("\n", -1);
    try {
      if (parts.length == 2) {
        return new ProductPosition(LocalDate.parse(parts[0]), parts[1]);
      }
    } catch (DateTimeException notADay) {
      // there is no such cursor
    }
    throw ApiListing.noSuchCursor();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
