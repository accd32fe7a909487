package hk.innopark.console;

import hk.innopark.console.figures.Origin;
import hk.innopark.events.Grain;
import hk.innopark.events.Ids;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import io.javalin.http.Context;
import java.util.List;

/** What a request's address says, by its path and its query; what cannot be is refused. */
final class Parameters {
  private Parameters() {}

  /** The tenant of the path. */
  static Tenant tenant(Registry registry, Context ctx) {
    String id = pathId(ctx, "tenant");
    return registry.tenant(id).orElseThrow(() -> RequestException.notFound("error.no_tenant", id));
  }

  /** The tenant's line of the path. */
  static Line line(Tenant tenant, Context ctx) {
    String id = pathId(ctx, "line");
    return tenant
        .line(id)
        .orElseThrow(() -> RequestException.notFound("error.no_line", tenant.id(), id));
  }

  /** An id of the path, whether there is such a thing or not. */
  static String pathId(Context ctx, String name) {
    String id = ctx.pathParam(name);
    if (!Ids.isValid(id)) {
      throw RequestException.badRequest("error.address_not_id", name);
    }
    return id;
  }

  /** A query parameter's value, or null; more than one, and an empty one, are refused. */
  static String single(Context ctx, String name) {
    List<String> values = ctx.queryParams(name);
    if (values.size() > 1) {
      throw RequestException.badRequest("error.parameter_twice", name);
    }
    if (values.contains("")) {
      throw RequestException.badRequest("error.parameter_empty", name);
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** As {@link #single}, an id. */
  static String id(Context ctx, String name) {
    String id = single(ctx, name);
    if (id != null && !Ids.isValid(id)) {
      throw RequestException.badRequest("error.parameter_not_id", name);
    }
    return id;
  }

  /** As {@link #single}, the name of an origin. */
  static String origin(Context ctx) {
    String origin = single(ctx, "origin");
    if (origin != null && !Origin.isValid(origin)) {
      throw RequestException.badRequest("error.parameter_not_origin");
    }
    return origin;
  }

  /** As {@link #single}, the name of a grain. */
  static String grain(Context ctx) {
    String grain = single(ctx, "grain");
    if (grain != null && Grain.byWireName(grain).isEmpty()) {
      throw RequestException.badRequest("error.parameter_not_grain");
    }
    return grain;
  }
}
