package wenzheng.corpus.extraction;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/**
 * Reads text out of files. Plain text is decoded here; all else is handed to a process that is killed where it takes
 * more time than it is given, and ends itself where it takes more memory. It is started by the first file that needs
 * it, serves one file after the other, is given nothing of this program's environment, and ends on {@link #close}. For
 * one thread at a time.
 */
public final class Extraction implements AutoCloseable {

    /** Beside the heap; a parser needs little of any of these. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:MaxDirectMemorySize=16m",
            "-Xss2m",
            "-Djava.awt.headless=true",
            "-Djava.net.useSystemProxies=false",
            "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");
    private static final int OUT_OF_MEMORY = 3;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final int characters;
    private final Duration time;
    private final int megabytes;
    private final ExecutorService reading =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("extraction").daemon().factory());
    private @Nullable Process process;

    /**
     * @param characters of text that a file may hold
     * @param time that a file may take
     * @param megabytes of heap that a file may take
     */
    public Extraction(int characters, Duration time, int megabytes) {
        this.characters = characters;
        this.time = time;
        this.megabytes = megabytes;
    }

    /**
     * @return as plain text or Markdown
     * @throws Faulty where the file holds no text that can be read
     * @throws IOException where the process cannot be started, whatever the file
     */
    public String text(Form form, byte[] content) throws Faulty, IOException {
        String text = form.isPlain() ? PlainText.decode(content) : parsed(form, content);
        if (text.length() > characters) {
            throw new Faulty(Fault.OVERSIZED);
        }
        return text;
    }

    private String parsed(Form form, byte[] content) throws Faulty, IOException {
        if (content.length == 0) {
            throw new Faulty(Fault.EMPTY);
        }
        Process serving = process != null && process.isAlive() ? process : start();
        process = serving;
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> ask(serving, form, content), reading);
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            serving.destroyForcibly();
            throw new Faulty(Fault.SLOW);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw new Faulty(refused.fault);
            }
            throw new Faulty(end(serving) == OUT_OF_MEMORY ? Fault.EXPANDING : Fault.UNREADABLE);
        } catch (InterruptedException e) {
            serving.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static final class Refused extends RuntimeException {

        private final Fault fault;

        Refused(Fault fault) {
            this.fault = fault;
        }
    }

    private String ask(Process serving, Form form, byte[] content) {
        try {
            DataOutputStream out = new DataOutputStream(serving.getOutputStream());
            out.writeUTF(form.name());
            out.writeInt(content.length);
            out.write(content);
            out.flush();
            DataInputStream in = new DataInputStream(serving.getInputStream());
            String outcome = in.readUTF();
            int length = in.readInt();
            // A parser that was taken over by a file is not to fill this process's memory.
            if (length < 0 || length > 4L * characters) {
                throw new IOException("the extraction process answered with %d bytes".formatted(length));
            }
            String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (!outcome.equals(ExtractionProcess.READ)) {
                throw new Refused(Fault.valueOf(outcome));
            }
            return text;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-Xmx" + megabytes + "m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        String main = ExtractionProcess.class.getName();
        URL code = Objects.requireNonNull(ExtractionProcess.class.getResource("ExtractionProcess.class"));
        if (code.toString().startsWith("jar:nested:")) {
            command.add(1, "-Dloader.main=" + main);
            main = "org.springframework.boot.loader.launch.PropertiesLauncher";
        }
        command.add(main);
        command.add(String.valueOf(characters));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        return builder.start();
    }

    private static int end(Process serving) {
        try {
            if (!serving.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                serving.destroyForcibly().waitFor();
            }
            return serving.exitValue();
        } catch (InterruptedException e) {
            serving.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Ends the process, if there is one; the next file starts another. */
    public void rest() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }

    @Override
    public void close() {
        rest();
        reading.shutdownNow();
    }
}
