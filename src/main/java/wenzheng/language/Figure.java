package wenzheng.language;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number with its unit, or a date, where it stands in a text.
 *
 * @param value with its scale worked in ({@code 3.3万个} is 33000); {@code null} for a date
 * @param unit as written, without the scale; empty for a date or a bare number
 * @param span the whole of it, as in {@code 3.3万个} or {@code 2021年6月底前}
 */
public record Figure(Kind kind, @Nullable BigDecimal value, String unit, Span span) {

    public enum Kind { COUNT, MONEY, SHARE, AREA, LENGTH, DURATION, QUANTITY, NUMBER, DATE }
}
