package wenzheng.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param apiKeys keys that programs may use the OpenAI protocol with, of 16 characters at least; the protocol is off
 *     without one
 */
@ConfigurationProperties("wenzheng.openai")
record OpenAiSettings(@DefaultValue List<String> apiKeys) {

    private static final int SHORTEST = 16;

    OpenAiSettings {
        apiKeys = apiKeys.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
        if (apiKeys.stream().anyMatch(key -> key.length() < SHORTEST)) {
            throw new IllegalArgumentException(
                    "wenzheng.openai.api-keys has a key of fewer than %d characters, which can be guessed; make one with"
                            .formatted(SHORTEST) + " openssl rand -hex 24");
        }
    }

    /** Without the keys, which are in no log. */
    @Override
    public String toString() {
        return "OpenAiSettings[%d keys]".formatted(apiKeys.size());
    }
}
