package wenzheng.answer;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Figure;
import wenzheng.question.Comparison;
import wenzheng.question.Question;

/**
 * What cited figures of one kind and unit come to: the difference of two, the sum of several.
 *
 * @param comparison {@link Comparison#ORDER}, {@link Comparison#DIFFERENCE} or {@link Comparison#SUM}
 * @param result with its unit
 * @param terms as written, the greater first
 */
record Reckoning(Comparison comparison, String result, List<String> terms) {

    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
    private static final BigDecimal HUNDRED_MILLION = BigDecimal.valueOf(100_000_000);

    /** @return empty where the question asks for none, or the figures do not go together */
    static Optional<Reckoning> of(Question question, List<Evidence> evidence) {
        List<Evidence> told = evidence.stream()
                .filter(each -> each.figure() != null && each.figure().value() != null)
                .sorted(Comparator.comparing((Evidence each) -> value(each)).reversed())
                .toList();
        boolean alike = told.stream().map(each -> figure(each).kind() + figure(each).unit()).distinct().count() == 1;
        if (!alike || told.size() < 2 || told.size() < evidence.size()) {
            return Optional.empty();
        }
        Comparison comparison = comparison(question.comparisons(), told.size());
        if (comparison == null) {
            return Optional.empty();
        }
        BigDecimal result = comparison == Comparison.SUM
                ? told.stream().map(Reckoning::value).reduce(BigDecimal.ZERO, BigDecimal::add)
                : value(told.getFirst()).subtract(value(told.getLast()));
        return result.signum() == 0
                ? Optional.empty()
                : Optional.of(new Reckoning(
                        comparison,
                        written(result) + unit(comparison, figure(told.getFirst())),
                        told.stream()
                                .map(each -> figure(each).span().of(each.sentence().folded()))
                                .toList()));
    }

    private static @Nullable Comparison comparison(Set<Comparison> asked, int figures) {
        if (asked.contains(Comparison.SUM)) {
            return Comparison.SUM;
        }
        if (figures != 2) {
            return null;
        }
        return asked.contains(Comparison.ORDER)
                ? Comparison.ORDER
                : asked.contains(Comparison.DIFFERENCE) ? Comparison.DIFFERENCE : null;
    }

    private static Figure figure(Evidence evidence) {
        return Objects.requireNonNull(evidence.figure());
    }

    private static BigDecimal value(Evidence evidence) {
        return Objects.requireNonNull(figure(evidence).value());
    }

    /** Shares differ by points: 109% and 105% by 4个百分点. */
    private static String unit(Comparison comparison, Figure figure) {
        return figure.kind() == Figure.Kind.SHARE && comparison != Comparison.SUM ? "个百分点" : figure.unit();
    }

    private static String written(BigDecimal value) {
        if (value.compareTo(HUNDRED_MILLION) >= 0) {
            return value.divide(HUNDRED_MILLION).stripTrailingZeros().toPlainString() + "亿";
        }
        boolean rounds = value.compareTo(TEN_THOUSAND) >= 0
                && value.divide(TEN_THOUSAND).stripTrailingZeros().scale() <= 2;
        return rounds
                ? value.divide(TEN_THOUSAND).stripTrailingZeros().toPlainString() + "万"
                : value.stripTrailingZeros().toPlainString();
    }
}
