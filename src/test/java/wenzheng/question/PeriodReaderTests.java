package wenzheng.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class PeriodReaderTests {

    private final PeriodReader reader =
            new PeriodReader(Clock.fixed(Instant.parse("2026-11-21T04:00:00Z"), ZoneId.of("Asia/Shanghai")));

    @ParameterizedTest
    @CsvFileSource(resources = "/question/periods.tsv", delimiter = '\t', quoteCharacter = '`', nullValues = "null")
    void readsTheTimeAgainstTheClock(String utterance, String years, Period.Reading reading, String part, String newest) {
        Set<Integer> expected = years == null
                ? Set.of()
                : Arrays.stream(years.split(" ")).map(Integer::valueOf).collect(Collectors.toSet());

        assertThat(reader.read(utterance))
                .isEqualTo(new Period(expected, reading, part == null ? "" : part, newest.equals("+")));
    }

    @Test
    void keepsTheYearWhereOnlyItsPartChanges() {
        Period before = reader.read("2021年上半年");

        assertThat(reader.read("那下半年呢").orElse(before)).isEqualTo(reader.read("2021年下半年"));
        assertThat(reader.read("2022年呢").orElse(before)).isEqualTo(reader.read("2022年"));
        assertThat(reader.read("最新的呢").orElse(before)).isEqualTo(reader.read("最新"));
    }

    @Test
    void writesYearsInDigits() {
        assertThat(PeriodReader.inDigits("二〇二一年和二零二三年二七区")).isEqualTo("2021年和2023年二七区");
    }
}
