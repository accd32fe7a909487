package hk.innopark.jobs.element;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityTest {
  private static final Entity MACHINE =
      Entity.of(new MachineId("tai-po", "acme", "line-1", "oven-1"), "real");

  @Test
  void eachLevelForgetsWhatLiesBelowIt() {
    assertThat(MACHINE.at(Level.MACHINE)).isEqualTo(MACHINE);
    assertThat(MACHINE.at(Level.LINE))
        .isEqualTo(new Entity(Level.LINE, "tai-po", "acme", "line-1", null, "real"));
    assertThat(MACHINE.at(Level.TENANT))
        .isEqualTo(new Entity(Level.TENANT, "tai-po", "acme", null, null, "real"));
    assertThat(MACHINE.at(Level.ESTATE))
        .isEqualTo(new Entity(Level.ESTATE, "tai-po", null, null, null, "real"));
  }

  @Test
  void noTwoEntitiesShareAKey() {
    // every id is of the same letters, so only the key's structure tells them apart
    List<String> ids = List.of("a", "a.a", "a-a");
    Set<Entity> entities = new HashSet<>();
    for (String estate : ids) {
      for (String tenant : ids) {
        for (String line : ids) {
          for (String machine : ids) {
            for (String origin : List.of("real", "sim:a")) {
              Entity entity = Entity.of(new MachineId(estate, tenant, line, machine), origin);
              for (Level level : Level.values()) {
                entities.add(entity.at(level));
              }
            }
          }
        }
      }
    }
    assertThat(entities.stream().map(Entity::key)).doesNotHaveDuplicates();
    assertThat(entities).hasSize(2 * (3 + 9 + 27 + 81));
  }

  @Test
  void theKeyGivesTheEntityBack() {
    for (Level level : Level.values()) {
      assertThat(Entity.ofKey(MACHINE.at(level).key())).isEqualTo(MACHINE.at(level));
    }
  }
}
