package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChineseNumeralsTests {

    @ParameterizedTest
    @CsvSource({
        "零, 0", "两, 2", "十, 10", "十四, 14", "二十六, 26", "一百二十八, 128", "一百零五, 105", "三千五百, 3500",
        "三千五, 3500", "一百二, 120", "两万三, 23000", "十万零三十, 100030", "一亿二千三百万, 123000000",
        "三万三千亿, 3300000000000", "二〇二一, 2021", "一九四九, 1949", "三点五, 3.5", "七点零五万, 70500",
        "3.3万, 33000", "5千, 5000", "1.2亿, 120000000", "3500, 3500", "'12,800', 12800", "百分之八十, 0.8",
        "百分之七点五, 0.075", "三分之一, 0.3333333333333333", "千分之五, 0.005", "一百十二, 112"
    })
    void readsNumerals(String numeral, BigDecimal value) {
        assertThat(ChineseNumerals.parse(numeral)).hasValueSatisfying(
                read -> assertThat(read).isEqualByComparingTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"十四五", "几", "二七区", "万", "千万", "百", "", "三点", "点五", "百分之", "一百二百", "数十", "7-8"})
    void readsNothingElse(String text) {
        assertThat(ChineseNumerals.parse(text)).isEmpty();
    }
}
