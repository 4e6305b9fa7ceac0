package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenNumbersTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2021年6月30日前新建中小学14所 | 二〇二一年六月三十日前新建中小学十四所
            绿化110万平方米，投资2004亿元 | 绿化一百一十万平方米，投资两千零四亿元
            增长6.5%，占50%以上           | 增长百分之六点五，占百分之五十以上
            12000人、10005户、1000000元   | 一万两千人、一万零五户、一百万元
            2个、12个、20个、200个        | 两个、十二个、二十个、二百个
            2月、2号线、第2条             | 二月、二号线、第二条
            管城 2021 学校                | 管城 二〇二一 学校
            0所                           | 零所
            打12345678901，8:30上班，5G园 | 打12345678901，8:30上班，5G园
            二七区十四五                  | 二七区十四五
            How many schools in 2021?     | How many schools in 2021?
            """)
    void writesNumbersAsPeopleDo(String arabic, String chinese) {
        assertThat(SpokenNumbers.write(arabic)).isEqualTo(chinese);
    }
}
