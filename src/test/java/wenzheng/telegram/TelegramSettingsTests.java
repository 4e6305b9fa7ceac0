package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramSettingsTests {

    @Test
    void tellsNeitherTokenNorSecret() {
        assertThat(settings("https://api.telegram.org", "hush").toString()).doesNotContain("4711", "hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy.example/telegram", "ftp://example.org", "api.telegram.org"})
    void refusesAnAddressThatTheLibraryCannotCall(String address) {
        assertThatThrownBy(() -> settings(address, "")).hasMessageContaining("wenzheng.telegram.api-url is " + address);
    }

    @Test
    void refusesASecretThatTelegramWouldRefuse() {
        assertThatThrownBy(() -> settings("http://localhost:8081", "hush hush")).hasMessageNotContainingAny("hush hush");
    }

    private static TelegramSettings settings(String address, String secret) {
        return new TelegramSettings(
                "4711:abc", URI.create(address), TelegramSettings.Mode.WEBHOOK, null, secret, 30, 20, 20);
    }
}
