package hk.innopark.simulators.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.FeedLine;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.plant.FleetSnapshot;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a restarted simulation needs to go on where it was: everything before was acknowledged.
 *
 * @param held feed lines of messages that were sent by a plant and have not reached the broker
 */
public record PlantState(FleetSnapshot fleet, List<String> held) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static PlantState of(FleetSnapshot fleet, List<RawMessage> held) {
    return new PlantState(fleet, held.stream().map(FeedLine::format).toList());
  }

  /** The messages that have not reached the broker. */
  public List<RawMessage> heldMessages() {
    return held.stream().map(FeedLine::parse).toList();
  }

  /** Writes the file whole or not at all. */
  public void save(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, JSON.writeValueAsString(this));
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException unsupported) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * @throws IOException where the file cannot be read or holds something else, naming it
   */
  public static PlantState load(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(file), PlantState.class);
    } catch (JsonProcessingException malformed) {
      throw new IOException(
          file + " is not a state of simulated plants: " + malformed.getOriginalMessage(),
          malformed);
    }
  }
}
