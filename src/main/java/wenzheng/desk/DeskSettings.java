package wenzheng.desk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param adminPassword the first administrator's, at least {@value #SHORTEST_PASSWORD} characters; {@code null} has one
 *     made and printed at the first start
 * @param idle after so long without a request a session ends, 30 minutes unless set
 * @param longest after so long a session ends in any case, 12 hours unless set
 * @param guesses wrong passwords in a row that lock a name, 5 unless set
 * @param lock for how long, 15 minutes unless set
 * @param oidcName the claim of an OpenID Connect provider that holds the name of a member of staff,
 *     {@code preferred_username} unless set; only the provider may be able to change it
 * @param ownApproval whether a supervisor may approve a correction that they proposed, {@code false} unless set
 */
@ConfigurationProperties("wenzheng.desk")
record DeskSettings(
        @Nullable String adminPassword,
        @DefaultValue("30m") Duration idle,
        @DefaultValue("12h") Duration longest,
        @DefaultValue("5") int guesses,
        @DefaultValue("15m") Duration lock,
        @DefaultValue("preferred_username") String oidcName,
        @DefaultValue("false") boolean ownApproval) {

    static final int SHORTEST_PASSWORD = 12;

    DeskSettings {
        if (adminPassword != null && adminPassword.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "wenzheng.desk.admin-password has %d characters; give it %d or more"
                            .formatted(adminPassword.length(), SHORTEST_PASSWORD));
        }
        if (!idle.isPositive() || !longest.isPositive() || !lock.isPositive() || guesses < 1) {
            throw new IllegalArgumentException(
                    "wenzheng.desk.idle, .longest and .lock need to be above zero, .guesses 1 or more");
        }
    }

    @Override
    public String toString() {
        return "DeskSettings[idle=%s, longest=%s, guesses=%d, lock=%s]".formatted(idle, longest, guesses, lock);
    }
}
