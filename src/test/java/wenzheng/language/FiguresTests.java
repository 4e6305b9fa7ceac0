package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            新建、续建中小学14所              | COUNT    | 14         | 14所
            十四所                            | COUNT    | 14         | 十四所
            新增优质学位3.3万个               | COUNT    | 33000      | 3.3万个
            完成投资653亿元                   | MONEY    | 65300000000| 653亿元
            绿化面积350万平方米               | AREA     | 3500000    | 350万平方米
            4.5公里古城垣                     | LENGTH   | 4.5        | 4.5公里
            不低于 60小时                     | DURATION | 60         | 60小时
            均要达到80%                       | SHARE    | 80         | 80%
            有1600年历史                      | DURATION | 1600       | 1600年
            """)
    void readsValueUnitAndPlace(String text, Figure.Kind kind, java.math.BigDecimal value, String written) {
        assertThat(Figures.in(text)).singleElement().satisfies(figure -> {
            assertThat(figure.kind()).isEqualTo(kind);
            assertThat(figure.value()).isEqualByComparingTo(value);
            assertThat(figure.span().of(text)).isEqualTo(written);
        });
    }

    @ParameterizedTest
    @CsvSource({"2021年6月底前实质开工,2021年6月底前", "1月28日全省集中,1月28日", "力争年内通车,年内", "年底前投用,年底前", "春节前完工,春节前", "确保十二月完工,十二月", "1573年重修,1573年", "1899年3月2日颁布,1899年3月2日"})
    void readsDates(String text, String written) {
        assertThat(Figures.in(text)).singleElement().satisfies(figure -> {
            assertThat(figure.kind()).isEqualTo(Figure.Kind.DATE);
            assertThat(figure.span().of(text)).isEqualTo(written);
        });
    }

    @Test
    void takesNoNameForANumber() {
        assertThat(Figures.in("二七区三厂和四中")).isEmpty();
    }
}
