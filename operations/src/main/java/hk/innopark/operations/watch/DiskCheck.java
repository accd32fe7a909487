package hk.innopark.operations.watch;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How much room there is where each server keeps its data.
 *
 * @param disks a folder of each, by the server's name
 */
public record DiskCheck(Map<String, Path> disks) implements Check {
  @Override
  public String name() {
    return "disk";
  }

  @Override
  public void measure(Measurements into) throws IOException {
    for (Map.Entry<String, Path> disk : disks.entrySet()) {
      FileStore store = Files.getFileStore(disk.getValue());
      into.put("innopark_disk_size_bytes", (double) store.getTotalSpace(), "disk", disk.getKey());
      into.put("innopark_disk_free_bytes", (double) store.getUsableSpace(), "disk", disk.getKey());
    }
  }
}
