package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DataDirectoryTests {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"WENZHENG_DATA_DIRECTORY", "WENZHENG_DATADIRECTORY"})
    void isMadeWhereTheEnvironmentSaysAndHoldsTheDatabase(String variable) {
        Path directory = temporary.resolve("new/data");
        assertThat(prepared(Map.of(variable, directory.toString())).getProperty("spring.datasource.url"))
                .startsWith("jdbc:h2:file:" + directory.resolve("wenzheng") + ";");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void leavesADatabaseThatIsConfiguredElsewhere() {
        Map<String, Object> variables = Map.of(
                "WENZHENG_DATA_DIRECTORY", temporary.toString(),
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://db/wenzheng");
        assertThat(prepared(variables).getProperty("spring.datasource.url"))
                .isEqualTo("jdbc:postgresql://db/wenzheng");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:mem:x, true", "jdbc:h2:file:/tmp/x, true", ", true", "jdbc:postgresql://db/wenzheng, false"
    })
    void keepsConnectionsOpenToH2Alone(@Nullable String url, boolean kept) {
        Map<String, Object> variables = new HashMap<>(Map.of("WENZHENG_DATA_DIRECTORY", temporary.toString()));
        if (url != null) {
            variables.put("SPRING_DATASOURCE_URL", url);
        }
        StandardEnvironment environment = prepared(variables);
        for (String limit : List.of("idle-timeout", "max-lifetime")) {
            assertThat(environment.getProperty("spring.datasource.hikari." + limit)).isEqualTo(kept ? "0" : null);
        }
    }

    @Test
    void saysWhatToDoWhenItCannotBeMade() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> prepared(Map.of("WENZHENG_DATA_DIRECTORY", file.resolve("data").toString())))
                .isInstanceOfSatisfying(DataDirectory.Unusable.class, unusable -> {
                    FailureAnalysis analysis = new DataDirectoryFailure.OfDirectory().analyze(unusable);
                    assertThat(analysis.getDescription()).contains(file.toString());
                    assertThat(analysis.getAction()).contains("WENZHENG_DATA_DIRECTORY");
                });
    }

    private static StandardEnvironment prepared(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        ConfigurationPropertySources.attach(environment);
        new DataDirectory(Supplier::get).postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
