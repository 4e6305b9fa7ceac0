package wenzheng.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.conversation.GivenReply;
import wenzheng.language.Figure;
import wenzheng.language.Figures;

/** A line of a reply that states facts of one district and year, taken apart for those who show a table or a chart. */
@Schema(name = "Fact", description = "回复里一个区县、一个年份的事实")
record FactView(
        @Schema(description = "区县全名，未知为null", example = "管城回族区") @Nullable String district,
        @Schema(description = "事实所说的年份，未注明为null", example = "2021") @Nullable Integer year,
        @Schema(description = "不带区县和年份的事实，是 text 中一行的后部", example = "新建、续建中小学14所。") String text,
        @Schema(description = "作答的数在 text 里的写法；不是单独一个数则为null", example = "14所") @Nullable String figure,
        @Schema(description = "作答的数值；不是单独一个数则为null", example = "14") @Nullable BigDecimal value,
        @Schema(description = "数值的单位，没有数值则为null", example = "所") @Nullable String unit,
        @Schema(description = "证明它的引文的序号") List<Integer> citations) {

    private record Label(@Nullable String district, @Nullable Integer year) {}

    /**
     * The facts of a reply, told from its other lines by the quotes that stand in them; a reply whose words are not
     * those of its quotes has none.
     */
    static List<FactView> allOf(GivenReply reply) {
        if (reply.wordedByModel()) {
            return List.of();
        }
        Map<Label, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < reply.citations().size(); i++) {
            GivenReply.Cited cited = reply.citations().get(i);
            groups.computeIfAbsent(new Label(cited.district(), cited.year()), _ -> new ArrayList<>()).add(i);
        }
        List<String> lines = new ArrayList<>(reply.text().lines().toList());
        List<FactView> facts = new ArrayList<>();
        groups.forEach((label, group) -> {
            String quote = reply.citations().get(group.getFirst()).quote();
            lines.stream().filter(each -> states(reply, each, quote)).findFirst().ifPresent(line -> {
                lines.remove(line);
                int at = line.indexOf(quote);
                String text = line.substring(at > 0 && line.charAt(at - 1) == '…' ? at - 1 : at);
                String figure = group.size() > 1 ? null : figure(reply.citations().get(group.getFirst()));
                Figure read = figure == null ? null : Figures.in(figure).getFirst();
                facts.add(new FactView(
                        label.district(),
                        label.year(),
                        text,
                        figure,
                        read == null ? null : plain(read),
                        read == null ? null : read.unit(),
                        group.stream().map(i -> i + 1).toList()));
            });
        });
        return facts;
    }

    /** Whether it has the quote; of a verified answer, no words of the staff's own around it. */
    private static boolean states(GivenReply reply, String line, String quote) {
        return reply.verifiedUntil() == null
                ? line.contains(quote)
                : line.matches("(?:[^：]{0,40}：)?" + Pattern.quote(quote) + "[。.]?");
    }

    /** The one number that answers, else the only one of the quote; {@code null} where there are none or several. */
    private static @Nullable String figure(GivenReply.Cited cited) {
        return Stream.of(Objects.requireNonNullElse(cited.answer(), ""), cited.quote())
                .map(words -> Figures.in(words).stream()
                        .filter(figure -> figure.value() != null)
                        .map(figure -> figure.span().of(words))
                        .toList())
                .filter(figures -> !figures.isEmpty())
                .findFirst()
                .filter(figures -> figures.size() == 1)
                .map(List::getFirst)
                .orElse(null);
    }

    /** Without an exponent, as 33000 and not 3.3E+4. */
    private static BigDecimal plain(Figure figure) {
        return new BigDecimal(Objects.requireNonNull(figure.value()).toPlainString());
    }
}
