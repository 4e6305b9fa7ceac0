package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;

class OldGarbageTests {

    @Test
    void isMuchAfterTheStartAndFromAQuarterOfWhatIsInUse() {
        assertThat(OldGarbage.isMuch(megabytes(90), megabytes(0))).isTrue();
        assertThat(OldGarbage.isMuch(megabytes(105), megabytes(90))).isFalse();
        assertThat(OldGarbage.isMuch(megabytes(120), megabytes(90))).isTrue();
        assertThat(OldGarbage.isMuch(megabytes(1_200), megabytes(1_000))).isFalse();
    }

    private static MemoryUsage megabytes(long used) {
        return new MemoryUsage(0, used << 20, 2_000L << 20, 2_000L << 20);
    }
}
