package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wenzheng.language.Gazetteer.Mention;

class GazetteerTests {

    private final Gazetteer gazetteer = new Gazetteer();

    @Test
    void knowsWhatADistrictIsPartOf() {
        District guancheng = gazetteer.named("管城回族区").getFirst();

        assertThat(guancheng).isEqualTo(new District(
                "410104", "管城回族区", List.of("管城", "管城区"), "郑州市", "河南省"));
        assertThat(guancheng.level()).isEqualTo(District.Level.COUNTY);
        assertThat(guancheng.within(gazetteer.named("郑州市").getFirst())).isTrue();
        assertThat(guancheng.within(gazetteer.named("河南省").getFirst())).isTrue();
        assertThat(guancheng.within(gazetteer.named("洛阳市").getFirst())).isFalse();
    }

    @Test
    void findsFullNamesWithWhatTheyArePartOf() {
        String text = "河南省郑州市管城回族区和中原区";

        assertThat(gazetteer.mentions(text)).extracting(m -> m.span().of(text), Mention::fullName)
                .containsExactly(
                        tuple("河南省郑州市管城回族区", true),
                        tuple("中原区", true));
    }

    @Test
    void tellsTheBareNameFromOneThatSaysItsKind() {
        assertThat(gazetteer.mentions("管城区呢？")).extracting(m -> m.district().name(), Mention::fullName)
                .containsExactly(tuple("管城回族区", true));
        assertThat(gazetteer.mentions("管城有几所？")).extracting(m -> m.district().name(), Mention::fullName)
                .containsExactly(tuple("管城回族区", false));
        assertThat(gazetteer.mentions("惠济、金水、二七")).extracting(m -> m.district().name(), Mention::fullName)
                .containsExactly(
                        tuple("惠济区", false),
                        tuple("金水区", false),
                        tuple("二七区", false));
    }

    @Test
    void countsAnOrdinaryWordAsABareName() {
        assertThat(gazetteer.mentions("主城区")).extracting(Mention::fullName).containsExactly(false);
        assertThat(gazetteer.mentions("新建中小学")).extracting(Mention::fullName).containsExactly(false);
    }

    @Test
    void namesAllWhoShareANameUnlessTheCityIsSaid() {
        assertThat(gazetteer.mentions("鼓楼区")).singleElement()
                .satisfies(m -> assertThat(m.districts()).extracting(District::city)
                        .contains("南京市", "福州市", "开封市", "徐州市"));
        assertThat(gazetteer.mentions("南京市鼓楼区").getFirst().districts()).extracting(District::city)
                .containsExactly("南京市");
    }

    @ParameterizedTest
    @CsvSource({
        "郑东新区,郑州市", "航空港区,郑州市", "郑州经开区,郑州市", "西安高新区,西安市", "成都高新技术产业开发区,成都市",
        "北京经济技术开发区,北京市", "雄安新区,保定市", "天府新区,成都市", "浦东新区,上海市", "南阳市城乡一体化示范区,南阳市",
        "两江新区,重庆市", "苏州工业园区,苏州市", "开封县,开封市", "崇文区,北京市", "邙山区,郑州市"})
    void knowsZonesAndFormerNames(String name, String city) {
        assertThat(gazetteer.mentions(name + "建几所学校")).first().satisfies(mention -> {
            assertThat(mention.span().end()).isEqualTo(name.length());
            assertThat(mention.fullName()).isTrue();
            assertThat(mention.districts()).extracting(District::city).contains(city);
        });
    }

    @Test
    void givesARenamedDistrictTheNameOfToday() {
        assertThat(gazetteer.mentions("邙山区")).extracting(m -> m.district().name()).containsExactly("惠济区");
    }

    @Test
    void countsACountysZoneAsTheCounty() {
        assertThat(gazetteer.mentions("管城经开区")).singleElement()
                .satisfies(m -> assertThat(m.district().name()).isEqualTo("管城回族区"));
    }

    @Test
    void countsAMereKindOfZoneAsABareName() {
        assertThat(gazetteer.mentions("高新区")).singleElement().satisfies(m -> {
            assertThat(m.fullName()).isFalse();
            assertThat(m.districts()).extracting(District::city).contains("郑州市", "西安市");
        });
    }

    @Test
    void doesNotCutAWordBehindTheName() {
        assertThat(gazetteer.mentions("中原区域")).extracting(Mention::fullName).containsExactly(false);
    }

    @Test
    void namesTheProvinceFirstWhereACountyIsCalledTheSame() {
        assertThat(gazetteer.mentions("河南").getFirst().district().name()).isEqualTo("河南省");
    }

    @Test
    void findsNothingWhereNothingIsNamed() {
        assertThat(gazetteer.mentions("续建中小学多少所？")).isEmpty();
        assertThat(gazetteer.mentions("")).isEmpty();
        assertThat(gazetteer.named("管城")).isEmpty();
    }
}
