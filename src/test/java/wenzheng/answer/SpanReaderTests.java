package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.language.WordPieces;
import wenzheng.search.RankedPassage;

/** With a model that likes 26所 very much, 14所 less and what runs from 新 to 所 a little (src/test/resources/reader/make_model.py). */
class SpanReaderTests {

    private static final Resource WEIGHTS = new ClassPathResource("reader/model.onnx");
    private static final Resource VOCABULARY = new ClassPathResource("reader/vocab.txt");
    private static final String QUESTION = "新建中小学多少所";

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<SpanReader> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (SpanReader reader : opened) {
            reader.close();
        }
    }

    private SpanReader reader(boolean enabled, Duration deadline, Resource weights) {
        SpanReader reader =
                new SpanReader(new ReaderSettings(enabled, deadline), new Digests(), weights, VOCABULARY, meters);
        opened.add(reader);
        reader.load();
        reader.awaitLoaded();
        return reader;
    }

    private SpanReader reader() {
        return reader(true, Duration.ofMinutes(1), WEIGHTS);
    }

    /** Paragraphs as {@code heading|text}. */
    private static Article article(String id, String... paragraphs) {
        List<Passage> passages = new ArrayList<>();
        for (String paragraph : paragraphs) {
            String[] parts = paragraph.split("\\|");
            passages.add(new Passage(
                    id, passages.size(), List.of(parts[0]), parts[1], List.of(new Span(0, 1)), false, false));
        }
        return new Article(id, "", null, null, null, Set.of(), "", passages);
    }

    private static RankedPassage found(Article article, int number) {
        return new RankedPassage(article, article.passages().get(number), 1);
    }

    private static List<String> ids(List<Reading> readings) {
        return readings.stream().map(reading -> reading.passage().id()).toList();
    }

    private static String best(Reading reading) {
        return reading.best().orElseThrow().span().of(reading.passage().text());
    }

    private static WordPieces pieces() throws IOException {
        try (InputStream lines = VOCABULARY.getInputStream()) {
            return WordPieces.read(lines);
        }
    }

    private static List<ReaderWindow> windows(String question, RankedPassage... passages) throws IOException {
        return ReaderWindows.of(pieces(), new Digests(), question, List.of(List.of(passages)), 8);
    }

    @Test
    void pointsAtTheAnswerInThePassage() {
        Article article = article("000", "教育|２０２１年，新建中小学１４所，新增学位3万个。");
        Reading reading = reader().read(QUESTION, List.of(List.of(found(article, 0)))).getFirst();
        Reading.Found best = reading.best().orElseThrow();
        assertThat(best.span().of(article.passages().getFirst().text())).isEqualTo("１４所");
        assertThat(best.score()).isEqualTo(8);
        assertThat(best.none()).isEqualTo(4);
        assertThat(meters.get("wenzheng.reader.reading").timer().count()).isEqualTo(1);
    }

    @Test
    void readsWithTheWeightsOfThisBuild() {
        SpanReader reader =
                new SpanReader(new ReaderSettings(true, Duration.ofMinutes(1)), new Digests(), meters);
        opened.add(reader);
        reader.load();
        reader.awaitLoaded();
        Article right = article("000", "公共服务|管城回族区推动教育优质均衡发展，新建、续建中小学１４所，消除大班额。");
        Article wrong = article("001", "文旅融合|打造文化味、市井味、人情味“三味城区”，办好商都文化节。");
        String question = "管城区新建续建中小学多少所?";
        Reading.Found found = reader.read(question, List.of(List.of(found(right, 0)))).getFirst().best().orElseThrow();
        assertThat(found.span().of(right.passages().getFirst().text())).contains("１４所");
        assertThat(reader.read(question, List.of(List.of(found(wrong, 0)))).getFirst().best().orElseThrow().margin())
                .isLessThan(found.margin());
    }

    @Test
    void likesNoAnswerBetterWhereThereIsNone() {
        Article article = article("000", "教育|新建中学。");
        Reading reading = reader().read(QUESTION, List.of(List.of(found(article, 0)))).getFirst();
        assertThat(reading.best().orElseThrow().margin()).isNegative();
    }

    @Test
    void takesNoAnswerFromTheQuestion() {
        Article article = article("000", "教育|新建中学。");
        Reading reading = reader().read("26所中学", List.of(List.of(found(article, 0)))).getFirst();
        assertThat(reading.best().orElseThrow().margin()).isNegative();
    }

    @Test
    void readsTheParagraphsBesideAlongButNoSpanGoesFromOneToTheNext() {
        Article article = article("000", "教育|新建14", "教育|中小学。", "教育|3所。");
        List<Reading> readings = reader().read(QUESTION, List.of(List.of(found(article, 1))));
        assertThat(ids(readings)).containsExactly("000#p0", "000#p1", "000#p2");
        assertThat(best(readings.get(2))).isEqualTo("3所");
        assertThat(best(readings.getFirst())).doesNotContain("所");
    }

    @Test
    void takesNoSpanFromAHeadingIntoTheText() {
        Article article = article("000", "新建14|中小学所。", "新建|新区。中小学多3所。");
        List<Reading> readings = reader().read(QUESTION, List.of(List.of(found(article, 0))));
        assertThat(readings.get(0).best().orElseThrow().margin()).as("14 stands in the heading").isNegative();
        assertThat(best(readings.get(1))).as("新区。 heads the paragraph").isEqualTo("3所");
    }

    @Test
    void readsHeadingsWhereTheyChange() throws IOException {
        Article article = article("000", "区|中。", "区|小。", "年|学。");
        ReaderWindow window = windows("多", found(article, 0)).getFirst();
        WordPieces pieces = pieces();
        assertThat(window.ids())
                .containsExactly(IntStream.of(
                                pieces.id("[CLS]"), pieces.id("多"), pieces.id("[SEP]"),
                                pieces.id("区"), pieces.id("中"), pieces.id("。"), pieces.id("小"), pieces.id("。"),
                                pieces.id("年"), pieces.id("学"), pieces.id("。"), pieces.id("[SEP]"))
                        .toArray());
        assertThat(window.textAt()).isEqualTo(3);
        assertThat(window.stretches()).extracting(ReaderWindow.Stretch::at).containsExactly(4, 6, 9);
    }

    @Test
    void readsALongParagraphInWindowsThatOverlap() throws IOException {
        Article article = article("000", "区|" + "学".repeat(500) + "14所" + "学".repeat(97));
        List<ReaderWindow> windows = windows("多少所", found(article, 0));
        assertThat(windows).hasSize(3).allSatisfy(window -> assertThat(window.ids().length).isLessThanOrEqualTo(320));
        assertThat(windows)
                .extracting(window -> window.stretches().getFirst().pieces().starts()[0])
                .containsExactly(0, 200, 400);
        Reading reading = reader().read(QUESTION, List.of(List.of(found(article, 0)))).getFirst();
        assertThat(reading.best().orElseThrow().span()).isEqualTo(new Span(500, 503));
    }

    @Test
    void readsTheEndOfALongQuestion() throws IOException {
        Article article = article("000", "区|中。");
        ReaderWindow window = windows("年".repeat(100) + "多少所", found(article, 0)).getFirst();
        assertThat(window.textAt()).isEqualTo(66);
        assertThat(window.ids()[64]).isEqualTo(pieces().id("所"));
    }

    @Test
    void readsNoPassageTwice() {
        Article article = article("000", "教育|新建14所。", "教育|小学3所。");
        assertThat(ids(reader().read(QUESTION, List.of(List.of(found(article, 1), found(article, 0))))))
                .containsExactly("000#p0", "000#p1");
    }

    @Test
    void stopsWhenTheFirstIsSure() {
        List<RankedPassage> passages = List.of(
                found(article("000", "教育|14所。"), 0),
                found(article("001", "教育|26所。"), 0),
                found(article("002", "教育|3所。"), 0));
        assertThat(ids(reader().read(QUESTION, List.of(passages)))).containsExactly("000#p0", "001#p0");
    }

    @Test
    void readsEachSideUntilItIsSureThere() {
        List<RankedPassage> one = List.of(
                found(article("000", "教育|26所。"), 0), found(article("001", "教育|26所。"), 0));
        List<RankedPassage> other = List.of(
                found(article("002", "教育|3所。"), 0),
                found(article("003", "教育|3所。"), 0),
                found(article("004", "教育|14所。"), 0),
                found(article("005", "教育|3所。"), 0),
                found(article("006", "教育|3所。"), 0));
        assertThat(ids(reader().read(QUESTION, List.of(one, other))))
                .as("the best of each in turn, 001 no more, six windows planned")
                .containsExactly("000#p0", "002#p0", "003#p0", "004#p0", "005#p0");
    }

    @Test
    void readsOnlySoManyWindows() {
        List<RankedPassage> passages = IntStream.range(0, 50)
                .mapToObj(i -> found(article("a" + i, "教育|14所。"), 0))
                .toList();
        assertThat(reader().read(QUESTION, List.of(passages))).hasSize(SpanReader.MOST_WINDOWS);
    }

    @Test
    void givesUpAtTheDeadline() {
        Article article = article("000", "教育|" + "新建14所。".repeat(50));
        SpanReader reader = reader(true, Duration.ofNanos(1), WEIGHTS);
        assertThat(reader.read(QUESTION, List.of(List.of(found(article, 0))))).isEmpty();
        assertThat(meters.get("wenzheng.reader.deadline").counter().count()).isEqualTo(1);
    }

    @Test
    void readsNothingWhereItIsSwitchedOffOrThereAreNoWeightsOrBrokenOnes() {
        List<RankedPassage> passages = List.of(found(article("000", "教育|14所。"), 0));
        assertThat(reader(false, Duration.ofMinutes(1), WEIGHTS).read(QUESTION, List.of(passages))).isEmpty();
        assertThat(reader(true, Duration.ofMinutes(1), new ClassPathResource("reader/none.onnx"))
                        .read(QUESTION, List.of(passages)))
                .isEmpty();
        assertThat(reader(true, Duration.ofMinutes(1), new ByteArrayResource(new byte[] {1, 2}))
                        .read(QUESTION, List.of(passages)))
                .isEmpty();
    }

    @Test
    void readsNothingBeforeItIsLoaded() {
        SpanReader reader = new SpanReader(
                new ReaderSettings(true, Duration.ofMinutes(1)), new Digests(), WEIGHTS, VOCABULARY, meters);
        opened.add(reader);
        assertThat(reader.read(QUESTION, List.of(List.of(found(article("000", "教育|14所。"), 0))))).isEmpty();
    }

    @Test
    void readsForManyAtOnce() {
        SpanReader reader = reader();
        List<String> answers = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> reader.read(QUESTION, List.of(List.of(found(article("a" + i, "教育|" + "学".repeat(i) + "14所。"), 0)))))
                .map(readings -> readings.getFirst().best().orElseThrow().span().toString())
                .toList();
        assertThat(answers)
                .isEqualTo(IntStream.range(0, 64).mapToObj(i -> new Span(i, i + 3).toString()).toList());
    }
}
