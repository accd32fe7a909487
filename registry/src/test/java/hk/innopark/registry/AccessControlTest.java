package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineId;
import hk.innopark.registry.AccessControl.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessControlTest {
  private final AccessControl access =
      AccessControl.of(RegistryYaml.parse(Yaml.file(), "plant.yaml"));

  private static User user(AccessControl access, String name) {
    return access.users().stream().filter(u -> u.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aMachinePublishesOnItsOwnTopicAndReadsNothing() {
    MachineId oven = new MachineId("tai-po", "golden-noodle", "line-1", "oven-1");

    assertThat(user(access, AccessControl.userName(oven)))
        .isEqualTo(
            new User(
                "golden-noodle/line-1/oven-1",
                List.of("innopark/tai-po/golden-noodle/line-1/oven-1"),
                List.of()));
  }

  @Test
  void theGatewayReadsEverythingAndPublishesNoTelemetry() {
    User gateway = user(access, AccessControl.GATEWAY);

    assertThat(gateway.subscribe()).containsExactly("innopark/#", "spBv1.0/#");
    assertThat(gateway.publish())
        .containsExactly("spBv1.0/STATE/+", "spBv1.0/+/NCMD/+", "spBv1.0/+/DCMD/+/+");
  }

  @Test
  void anEdgeNodePublishesForItsLineAndReadsItsCommands() {
    User node = user(access, AccessControl.edgeNodeUserName("golden-noodle", "line-1"));

    assertThat(node.publish())
        .contains(
            "spBv1.0/tai-po.golden-noodle/NBIRTH/line-1",
            "spBv1.0/tai-po.golden-noodle/DDATA/line-1/oven-1")
        .noneMatch(topic -> topic.contains("+") || topic.contains("#"));
    assertThat(node.subscribe())
        .containsExactly(
            "spBv1.0/STATE/+",
            "spBv1.0/tai-po.golden-noodle/NCMD/line-1",
            "spBv1.0/tai-po.golden-noodle/DCMD/line-1/+");
  }

  @Test
  void aTenantWhoseIdHoldsADotHasNoEdgeNode() {
    AccessControl dotted =
        AccessControl.of(
            RegistryYaml.parse(Yaml.file().replace("golden-noodle", "golden.noodle"), "x.yaml"));

    assertThat(dotted.users())
        .extracting(User::name)
        .containsExactly(
            AccessControl.GATEWAY, AccessControl.NOTIFIER, "golden.noodle/line-1/oven-1");
  }

  @Test
  void idsWithDotsGiveNamesThatDoNotCollide() {
    String yaml =
        """
        tenants:
          - {id: a, estate: tai-po, lines: [
              {id: b.c, calendar: c, machines: [{id: d, sample_period: PT1S, stale_after: PT1S}]},
              {id: b, calendar: c, machines: [{id: c.d, sample_period: PT1S, stale_after: PT1S}]}]}
          - {id: a.b, estate: tai-po, lines: [
              {id: c, calendar: c, machines: [{id: d, sample_period: PT1S, stale_after: PT1S}]}]}
          - {id: gateway, estate: tai-po, lines: [
              {id: c, calendar: c, machines: [{id: d, sample_period: PT1S, stale_after: PT1S}]}]}
        calendars:
          - {id: c, zone: Asia/Hong_Kong, shifts: [{id: s, days: [MON], start: "00:00", end: "24:00"}]}
        """;

    assertThat(AccessControl.of(RegistryYaml.parse(yaml, "x.yaml")).users())
        .extracting(User::name)
        .doesNotHaveDuplicates()
        .contains("a/b.c/d", "a/b/c.d", "a.b/c/d", "gateway/c/d", "gateway");
  }

  @Test
  void everyMachineOfTheSampleHasAUserWithOneTopicOfItsOwn() {
    List<User> machines =
        AccessControl.of(RegistryYaml.sample()).users().stream()
            .filter(user -> user.name().chars().filter(c -> c == '/').count() == 2)
            .toList();

    assertThat(machines).hasSize(41).allMatch(user -> user.subscribe().isEmpty());
    assertThat(machines.stream().flatMap(user -> user.publish().stream()))
        .hasSize(41)
        .doesNotHaveDuplicates();
  }

  @Test
  void theMosquittoFileNamesUsersAndTopics() {
    assertThat(access.toMosquittoAcl())
        .contains(
            """

            user golden-noodle/line-1/oven-1
            topic write innopark/tai-po/golden-noodle/line-1/oven-1
            """)
        .contains("user gateway\n")
        .contains("topic read innopark/#\n")
        .doesNotContain("readwrite");
  }
}
