package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.question.Period;

class VintagesTests {

    private static final Period PLAN =
            new Period(Set.of(2021, 2022, 2023, 2024, 2025), Period.Reading.SPAN, "", false);
    private static final Period YEAR = new Period(Set.of(2021), Period.Reading.NAMED, "", false);

    @Test
    void takesTheYearThatAHeadingOnlyNamesByItsPlaceInAPlan() {
        assertThat(first("政府工作报告", null, "“十四五”开局之年|新建中小学14所。").vintage()).isEqualTo(2021);
        assertThat(first("政府工作报告", null, "民生|新建中小学14所。").vintage()).isNull();
    }

    @Test
    void takesTheYearThatTheSentenceBeforeNamesByItsPlaceInAPlan() {
        Article article = article("政府工作报告", 2020, "民生|今年是“十三五”规划收官之年。", "民生|新建中小学14所。");

        assertThat(Digests.digest(article).getLast().sentences().getFirst().vintage()).isEqualTo(2020);
    }

    @Test
    void countsWhatStandsUnderThePlansNameAsOfThePlan() {
        Sentence headed = first("区规划", 2020, "“十四五”时期的目标|新建中小学140所。");

        assertThat(headed.mayBeOf(PLAN)).isTrue();
        assertThat(headed.mayBeOf(YEAR)).isFalse();
        assertThat(first("“十四五”规划纲要", 2020, "民生|新建中小学140所。").mayBeOf(PLAN)).isTrue();
        assertThat(first("区规划", 2020, "民生|新建中小学140所。").mayBeOf(PLAN)).isFalse();
    }

    private static Sentence first(String title, @Nullable Integer year, String passage) {
        return Digests.digest(article(title, year, passage)).getFirst().sentences().getFirst();
    }

    private static Article article(String title, @Nullable Integer year, String... passages) {
        List<Passage> read = new ArrayList<>();
        for (String passage : passages) {
            String[] parts = passage.split("\\|");
            read.add(new Passage("000", read.size(), List.of(parts[0]), parts[1], List.of(new Span(0, 1)), false, false));
        }
        return new Article("000", title, "管城回族区", year, null, Set.of(), "", read, Instant.EPOCH);
    }
}
