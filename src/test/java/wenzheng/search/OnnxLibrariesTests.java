package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class OnnxLibrariesTests {

    @Test
    void endsQuietlyWhileANetworkIsLoaded() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        "-XX:ErrorFile=target/hs_err_pid%p.log", "-cp", System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes());
        assertThat(child.waitFor()).as(said).isZero();
    }

    /** Ends while it loads one network after another; status 3 where a load failed. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            CountDownLatch loaded = new CountDownLatch(20);
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        OnnxLibraries.session(new ClassPathResource("reader/model.onnx"), new CRC32()).close();
                        loaded.countDown();
                    }
                } catch (Exception e) {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(3);
                }
            });
            loaded.await();
            // Ends no sooner than ONNX Runtime's own hook has run.
            Runtime.getRuntime().addShutdownHook(
                    new Thread(() -> LockSupport.parkNanos(Duration.ofMillis(200).toNanos())));
            System.exit(0);
        }
    }
}
