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

    /** Whether both say the same number of the same unit, or one of them names none; dates are never the same. */
    public boolean says(Figure other) {
        return value != null
                && other.value != null
                && value.compareTo(other.value) == 0
                && (unit.equals(other.unit) || unit.isEmpty() || other.unit.isEmpty());
    }

    public enum Kind { COUNT, MONEY, SHARE, AREA, LENGTH, DURATION, QUANTITY, NUMBER, DATE }
}
