package wenzheng.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class PromptsTests {

    private static final Map<String, String> INPUTS = Map.of("question", "\"问\"", "quotes", "[]");

    @TempDir
    private Path folder;

    private Path compose;

    @BeforeEach
    void copy() throws IOException {
        for (String file : List.of("rewrite.md", "compose.md", "frame.md")) {
            Files.copy(Path.of("prompts", file), folder.resolve(file));
        }
        compose = folder.resolve("compose.md");
    }

    @Test
    void keepsInstructionsAndDataApartAndSendsNoHeader() {
        Prompts.Prompt prompt = new Prompts(folder, false).fill(Prompts.Job.COMPOSE, INPUTS);
        assertThat(prompt.instructions()).startsWith("你根据编号的引文").doesNotContain("用途", "##", "{{");
        assertThat(prompt.data()).isEqualTo("question：\"问\"\nquotes：[]");
    }

    @Test
    void readsAChangedTemplateAgainWhereThatIsWishedFor() throws IOException {
        Prompts fixed = new Prompts(folder, false);
        Prompts reloading = new Prompts(folder, true);
        Files.writeString(compose, Files.readString(compose).replace("最多五句", "最多两句"));
        assertThat(fixed.fill(Prompts.Job.COMPOSE, INPUTS).instructions()).contains("最多五句");
        assertThat(reloading.fill(Prompts.Job.COMPOSE, INPUTS).instructions()).contains("最多两句");
        Files.delete(compose);
        assertThat(fixed.fill(Prompts.Job.COMPOSE, INPUTS).instructions()).contains("最多五句");
        assertThatThrownBy(() -> reloading.fill(Prompts.Job.COMPOSE, INPUTS)).isInstanceOf(Prompts.Broken.class);
    }

    @Test
    void aBrokenTemplateIsAnErrorAtStartThatSaysWhichAndHow() throws IOException {
        String right = Files.readString(compose);
        Files.writeString(compose, right.replace("{{quotes}}", "{{quote}}"));
        assertBroken("“## 数据” has the inputs [question, quote], but this job has [question, quotes]");
        Files.writeString(compose, right.replace("# 输入：question、quotes", "# 输入：question"));
        assertBroken("“# 输入：” has the inputs [question]");
        Files.writeString(compose, right.replace("# 输出：", "输出："));
        assertBroken("a template begins with the lines");
        Files.writeString(compose, right.replace("最多五句", "最多{{五句"));
        assertBroken("{{ or }} without its other half");
        Files.delete(compose);
        assertBroken("cannot be read");
    }

    private void assertBroken(String how) {
        assertThatThrownBy(() -> new Prompts(folder, false))
                .isInstanceOf(Prompts.Broken.class)
                .hasMessageContaining("compose.md: " + how)
                .satisfies(broken -> {
                    FailureAnalysis analysis = new PromptFailure().analyze(new IllegalStateException(broken));
                    assertThat(analysis.getDescription()).contains("compose.md: " + how);
                    assertThat(analysis.getAction()).contains("WENZHENG_MODEL_BASE_URL");
                });
    }
}
