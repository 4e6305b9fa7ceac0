package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTests {

    /** The values are those of the evaluation sets' own program. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            老旧小区３６个                    | 36个                          | 0 | 0.5                | 0.646643109540636
            新增床位 1200张                  | 1200张                        | 0 | 0.5                | 0.7530864197530864
            包括水、电、暖管网。 GDP增长1.5% | 水、电、气、暖管网和加装电梯  | 0 | 0.2608695652173913 | 0.4361593462717058
            “A股”，B股                       | a股b股                        | 1 | 1                  | 0.7648902821316614
            𠮷野家12家                       | 𠮷野家１２家                  | 1 | 1                  | 1
            甲乙丙丁                         | 乙丁                          | 0 | 0.3333333333333333 | 0.7093023255813954
            ''                               | 乙丁                          | 0 | 0                  | 0
            """)
    void likenessIsThatOfTheScoringProgram(
            String answer, String accepted, double exactMatch, double f1, double rougeL) {
        assertThat(Likeness.exactMatch(answer, accepted)).isEqualTo(exactMatch);
        assertThat(Likeness.f1(answer, accepted)).isEqualTo(f1, offset(1e-12));
        assertThat(Likeness.rougeL(answer, accepted)).isEqualTo(rougeL, offset(1e-12));
    }
}
