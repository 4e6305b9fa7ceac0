package wenzheng.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The templates for the model, a file for each job; {@code prompts/README.md} says how one is written. Read at start
 * where a model is set, which a broken template fails. Safe for use by many threads.
 */
final class Prompts {

    enum Job {
        REWRITE("rewrite", Set.of("earlier", "question")),
        COMPOSE("compose", Set.of("question", "quotes")),
        FRAME("frame", Set.of("question", "quotes"));

        private final String file;
        private final Set<String> inputs;

        Job(String file, Set<String> inputs) {
            this.file = file + ".md";
            this.inputs = inputs;
        }
    }

    /** A template that is missing or broken; says which and how. */
    static final class Broken extends IllegalStateException {

        Broken(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** What a job says to the model: the instructions, and apart from them the data. */
    record Prompt(String instructions, String data) {}

    private static final Pattern TEMPLATE = Pattern.compile(
            "# 用途：\\S[^\\n]*\\n# 输入：(?<inputs>\\S[^\\n]*)\\n# 输出：\\S[^\\n]*\\n"
                    + "\\s*## 指令\\n(?<instructions>.*\\S.*)\\n## 数据\\n(?<data>.*\\S.*)",
            Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("\\{\\{([^{}]*)}}");

    private final Path folder;
    private final boolean reload;
    private final Map<Job, Prompt> templates = new EnumMap<>(Job.class);

    /** @throws Broken where a template is missing or broken */
    Prompts(Path folder, boolean reload) {
        this.folder = folder;
        this.reload = reload;
        for (Job job : Job.values()) {
            templates.put(job, read(job));
        }
    }

    /**
     * @param inputs by name, as JSON: nothing in them can end the place that they stand in
     * @throws Broken where templates are read again and this one is broken
     */
    Prompt fill(Job job, Map<String, String> inputs) {
        Prompt template = reload ? read(job) : templates.get(job);
        String data = INPUT.matcher(template.data())
                .replaceAll(found -> Matcher.quoteReplacement(inputs.get(found.group(1))));
        return new Prompt(template.instructions(), data);
    }

    private Prompt read(Job job) {
        Path file = folder.resolve(job.file);
        String text;
        try {
            text = Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new Broken(
                    "%s: cannot be read (%s). Restore the template, or set wenzheng.model.prompts to its folder."
                            .formatted(file, e), e);
        }
        Matcher parts = TEMPLATE.matcher(text);
        if (!parts.matches()) {
            throw new Broken(
                    "%s: a template begins with the lines “# 用途：”, “# 输入：” and “# 输出：”, then has “## 指令” and"
                            .formatted(file) + " “## 数据”, each with words below. Write it so.",
                    null);
        }
        check(file, "“# 输入：”", job.inputs, Arrays.stream(parts.group("inputs").split("[、，,\\s]+"))
                .collect(Collectors.toSet()));
        check(file, "“## 数据”", job.inputs, INPUT.matcher(parts.group("data")).results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet()));
        check(file, "“## 指令”", Set.of(), INPUT.matcher(parts.group("instructions")).results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet()));
        if (INPUT.matcher(text).replaceAll("").matches("(?s).*(\\{\\{|}}).*")) {
            throw new Broken("%s: {{ or }} without its other half. Write {{name}}.".formatted(file), null);
        }
        return new Prompt(parts.group("instructions").strip(), parts.group("data").strip());
    }

    private static void check(Path file, String part, Set<String> wanted, Set<String> found) {
        if (!wanted.equals(found)) {
            throw new Broken(
                    "%s: %s has the inputs %s, but this job has %s. Name exactly those."
                            .formatted(file, part, new TreeSet<>(found), new TreeSet<>(wanted)),
                    null);
        }
    }
}
