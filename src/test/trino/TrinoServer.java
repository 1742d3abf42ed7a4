import io.trino.plugin.memory.MemoryPlugin;
import io.trino.server.testing.TestingTrinoServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** A Trino with tables in memory on a free port of this machine, until its input ends. */
class TrinoServer {
  public static void main(String[] arguments) throws Exception {
    // The server's logging takes System.out for itself.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    try (TestingTrinoServer server = TestingTrinoServer.create()) {
      server.installPlugin(new MemoryPlugin());
      server.createCatalog("lake", "memory", Map.of());
      out.println("READY jdbc:trino://" + server.getAddress() + "/lake/default");
      while (System.in.read() >= 0) {
        // The test holds the other end.
      }
    }
  }
}
