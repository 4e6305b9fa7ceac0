package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class WebSettingsTests {

    @Test
    void areReadFromTheEnvironment() {
        WebSettings settings = bound(Map.of(
                "WENZHENG_PUBLIC_URL", "https://example.org",
                "WENZHENG_TRUSTED_PROXIES", "10.0.0.0/8,192.0.2.1",
                "WENZHENG_LIMITS_PER_MINUTE", "30",
                "WENZHENG_LIMITS_TIME", "5s"));
        assertThat(settings.publicUrl()).isEqualTo(URI.create("https://example.org"));
        assertThat(settings.trustedProxies()).containsExactly("10.0.0.0/8", "192.0.2.1");
        assertThat(settings.limits().perMinute()).isEqualTo(30);
        assertThat(settings.limits().time()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void haveDefaultsForAPerson() {
        WebSettings.Limits limits = bound(Map.of()).limits();
        assertThat(limits.burst()).isEqualTo(60);
        assertThat(limits.perMinute()).isEqualTo(120);
        assertThat(limits.message()).isEqualTo(1000);
        assertThat(limits.body()).isEqualTo(DataSize.ofKilobytes(64));
    }

    @Test
    void sayWhichValueIsWrong() {
        assertThatThrownBy(() -> bound(Map.of("WENZHENG_LIMITS_BURST", "0")))
                .hasStackTraceContaining("wenzheng.limits.* need to be 1 or more: burst 0");
    }

    private static WebSettings bound(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("wenzheng", WebSettings.class);
    }
}
