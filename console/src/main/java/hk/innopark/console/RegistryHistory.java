package hk.innopark.console;

import hk.innopark.registry.RecordedImport;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.action.ActionLog;
import hk.innopark.registry.action.RecordedAction;
import hk.innopark.registry.model.Registry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of the registry as one tenant sees them: when, by whom, and what changed. */
final class RegistryHistory {
  private static final int MOST_VERSIONS = 20;
  private static final int MOST_ACTIONS = 1_000;

  private final FigureView view;
  private final ActionLog actions;

  RegistryHistory(FigureView view, ActionLog actions) {
    this.view = view;
    this.actions = actions;
  }

  /** The newest first. */
  List<Map<String, Object>> of(String tenant) {
    RegistryStore store =
        view.registryStore().orElseThrow(() -> RequestException.notFound("error.no_import"));
    List<RecordedImport> imports = store.imports();
    Map<String, String> importers = importers(tenant);
    int from = Math.max(0, imports.size() - MOST_VERSIONS);
    Optional<Registry> before =
        from == 0 ? Optional.empty() : Optional.of(store.load(imports.get(from - 1).version()));
    List<Map<String, Object>> shown = new ArrayList<>();
    for (RecordedImport recorded : imports.subList(from, imports.size())) {
      RegistryVersion version = recorded.version();
      Registry now = store.load(version);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("version", version.version());
      one.put("recordedAt", version.recordedAt().toEpochMilli());
      one.put("effectiveFrom", DeviceRoutes.effectiveMillis(version.effectiveFrom()));
      one.put("by", importers.get(version.version()));
      one.put("madeBy", recorded.importer().madeBy());
      one.put("osUser", recorded.importer().osUser());
      one.put("login", recorded.login());
      one.put("difference", before.map(known -> Differences.of(known, now, tenant)).orElse(null));
      shown.add(0, one);
      before = Optional.of(now);
    }
    return shown;
  }

  /** Who imported on a page, as far as it was about this tenant. */
  private Map<String, String> importers(String tenant) {
    Map<String, String> importers = new HashMap<>();
    for (RecordedAction recorded :
        actions.newest(Optional.of(tenant), Long.MAX_VALUE, MOST_ACTIONS)) {
      if (recorded.action().action().equals("import registry")) {
        importers.putIfAbsent(recorded.action().subject(), recorded.action().account());
      }
    }
    return importers;
  }
}
