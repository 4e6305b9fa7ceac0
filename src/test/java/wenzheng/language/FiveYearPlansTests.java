package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiveYearPlansTests {

    @ParameterizedTest
    @CsvSource({
        "“十四五”期间新建几所学校, 2021 2022 2023 2024 2025",
        "十三五规划, 2016 2017 2018 2019 2020",
        "十五五, 2026 2027 2028 2029 2030",
        "“十四五”规划的开局之年, 2021",
        "“十四五”开局之年准备做什么, 2021",
        "十四五第二年, 2022",
        "十四五规划承上启下的关键之年, 2023",
        "“十三五”收官之年, 2020",
        "十四五的最后一年, 2025"
    })
    void tellsTheYearsOfAPlanOrTheOneMeant(String text, String years) {
        assertThat(FiveYearPlans.in(text)).singleElement().satisfies(plan -> assertThat(plan.years().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(years));
    }

    @ParameterizedTest
    @ValueSource(strings = {"四十五个项目", "十五分钟生活圈", "十四五个人", "开局之年"})
    void takesNoNumberForAPlan(String text) {
        assertThat(FiveYearPlans.in(text)).isEmpty();
    }

    @Test
    void leavesOutTheNameWithTheYear() {
        assertThat(FiveYearPlans.without("管城“十四五”开局之年建几所学校")).isEqualTo("管城建几所学校");
    }
}
