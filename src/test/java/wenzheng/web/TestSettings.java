package wenzheng.web;

import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Settings as tests need them. */
final class TestSettings {

    /** So few a minute that none comes back while a test asks. */
    static final WebSettings.Limits LIMITS =
            new WebSettings.Limits(3, 1, 2, Duration.ofSeconds(20), 1000, DataSize.ofKilobytes(64), 4, 2);

    private TestSettings() {}

    static WebSettings with(List<String> trustedProxies, WebSettings.Limits limits) {
        return new WebSettings(null, List.of(), trustedProxies, limits, new WebSettings.Web(List.of(), false));
    }
}
