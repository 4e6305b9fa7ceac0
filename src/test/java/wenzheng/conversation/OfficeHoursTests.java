package wenzheng.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfficeHoursTests {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** 2026-11-20 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "MON-FRI 09:00-17:00, 2026-11-20T09:00, true",
        "MON-FRI 09:00-17:00, 2026-11-20T08:59, false",
        "MON-FRI 09:00-17:00, 2026-11-20T17:00, false",
        "MON-FRI 09:00-17:00, 2026-11-21T10:00, false",
        "sat 10:00-24:00, 2026-11-21T23:59, true",
        "SAT-MON 00:00-24:00, 2026-11-22T03:00, true",
        "SAT-MON 00:00-24:00, 2026-11-24T03:00, false",
        "'', 2026-11-20T10:00, false",
    })
    void areThoseThatAreSetInTheProgramsTimeZone(String hours, LocalDateTime at, boolean open) {
        Clock clock = Clock.fixed(at.atZone(ZONE).toInstant(), ZONE);
        assertThat(new OfficeHours(List.of(hours), clock).areNow()).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "MON-FRI", "MON-FRI 9-17", "MON-FRI 09:00-17:00 and more"})
    void refusesASettingThatIsNoHours(String hours) {
        assertThatThrownBy(() -> new OfficeHours(List.of(hours), Clock.systemUTC()))
                .hasMessageContaining("wenzheng.office-hours has \"" + hours + "\"");
    }
}
