package wenzheng.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceReaderTests {

    private static final QuestionReader READER = Readers.knowing("巩固与卢氏县结对帮扶成果,金水河生态修复,成功争创省级经济技术开发区");

    @ParameterizedTest
    @CsvFileSource(resources = "/question/places.tsv", delimiter = '\t')
    void readsWhichDistrictsAreMeant(String utterance, String expected) {
        String places = READER.read(utterance, List.of()).places().stream()
                .map(place -> place.candidates().getFirst().name() + "/" + place.standing())
                .collect(Collectors.joining(" "));

        assertThat(places.isEmpty() ? "-" : places).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"经开区修几条路", "高新区呢", "住在高新区，孩子上学怎么办"})
    void takesAMereKindOfZoneForAPlace(String utterance) {
        assertThat(READER.read(utterance, List.of()).places()).singleElement().satisfies(place ->
                assertThat(place.standing()).isEqualTo(Place.Standing.BARE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"争创成功的是国家级经开区吗", "要建成高新区吗"})
    void takesTheSameWordForNoneWhereItOnlySaysTheKind(String utterance) {
        assertThat(READER.read(utterance, List.of()).places()).singleElement().satisfies(place ->
                assertThat(place.standing()).isEqualTo(Place.Standing.EMBEDDED));
    }
}
