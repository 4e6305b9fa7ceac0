package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Question;
import wenzheng.question.Questions;
import wenzheng.search.PassageRetriever;

/** What proves an answer that people worded, and what its article may not become. */
class VerifierTests {

    private static final String TEXT = "公共服务。新建、续建中小学14所，6月底前开工。";
    private static final Instant THEN = Instant.parse("2026-11-21T04:00:00Z");

    @Test
    void provesAnAnswerByAQuoteOfItsArticleForAsLongAsItStandsThere() throws Exception {
        AtomicReference<List<Article>> articles = new AtomicReference<>(List.of(article(TEXT, "管城回族区", 2021, THEN)));
        try (PassageRetriever retriever = new PassageRetriever(live(articles), new Segmenter())) {
            Verifier verifier = verifier(live(articles), retriever);
            Citation source = verifier.source("000", "新建、续建中小学14所").orElseThrow();
            assertThat(source.vintage()).isEqualTo(2021);
            Question question = Questions.plain("新建、续建中小学多少所？");
            assertThat(verifier.unsupported(question, "中小学共14所", source)).isEmpty();
            assertThat(verifier.unsupported(question, "中小学共15所，在香江路", source)).contains("15所", "香江路");
            assertThat(verifier.reply(question, "中小学共14所。", source, LocalDate.of(2027, 5, 1)).text())
                    .isEqualTo("管城回族区（2021年）：中小学共14所。\n（工作人员已核实，有效期至2027年5月1日。）");
            assertThat(verifier.source("000", "新建续建中小学14所")).as("not literally").isEmpty();
            assertThat(verifier.source("none", "新建、续建中小学14所")).isEmpty();
            articles.set(List.of(article("公共服务。新建、续建中小学15所。", "管城回族区", 2021, THEN)));
            assertThat(verifier.source("000", "新建、续建中小学14所")).as("changed").isEmpty();
            articles.set(List.of());
            assertThat(verifier.source("000", "新建、续建中小学14所")).as("gone").isEmpty();
        }
    }

    @Test
    void knowsAnArticleThatChangedInAnyWordOrInWhatIsKnownOfIt() {
        String digest = Verifier.digest(article(TEXT, "管城回族区", 2021, THEN));
        assertThat(Verifier.digest(article(TEXT, "管城回族区", 2021, THEN.plusSeconds(60)))).as("only written anew").isEqualTo(digest);
        assertThat(List.of(
                        Verifier.digest(article(TEXT + "另行通知。", "管城回族区", 2021, THEN)),
                        Verifier.digest(article(TEXT, "中原区", 2021, THEN)),
                        Verifier.digest(article(TEXT, null, 2021, THEN)),
                        Verifier.digest(article(TEXT, "管城回族区", 2022, THEN))))
                .doesNotHaveDuplicates()
                .doesNotContain(digest);
    }

    private static Verifier verifier(Articles articles, PassageRetriever retriever) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        HotlineSettings hotline = new HotlineSettings("12345", "12345政务服务便民热线", "110", "119", "120");
        Wording wording = new Wording(messages, hotline, new Segmenter());
        FigureLock lock = new FigureLock(wording, new Coverage(articles, new Gazetteer()), articles, new Segmenter(), hotline,
                new SimpleMeterRegistry());
        return new Verifier(articles, retriever, new Digests(), lock, wording);
    }

    private static Article article(String text, @Nullable String district, int year, Instant changed) {
        Passage passage = new Passage("000", 0, List.of(), text, List.of(new Span(0, text.length())), false, false);
        return new Article("000", "计划", district, year, null, Set.of(), text, List.of(passage), changed);
    }

    private static Articles live(AtomicReference<List<Article>> articles) {
        return new Articles() {
            @Override
            public List<Article> all() {
                return articles.get();
            }

            @Override
            public Optional<Article> find(String id) {
                return all().stream().filter(article -> article.id().equals(id)).findFirst();
            }
        };
    }
}
