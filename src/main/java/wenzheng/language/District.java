package wenzheng.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A province, city or county of China.
 *
 * @param code six digits of GB/T 2260: two for the province, two for the city, two for the county
 * @param name full name: 管城回族区
 * @param shortNames how else it is called, the bare name first: 管城, 管城区; may be empty
 * @param city full name of the city it is part of, its own for a city and a municipality; {@code null} for a province
 *     and for what lies directly under one
 * @param province full name of the province it is part of, its own for a province
 */
public record District(String code, String name, List<String> shortNames, @Nullable String city, String province) {

    public enum Level { PROVINCE, CITY, COUNTY }

    public District {
        if (!code.matches("\\d{6}")) {
            throw new IllegalArgumentException("district %s needs a code of six digits, got %s".formatted(name, code));
        }
        shortNames = List.copyOf(shortNames);
    }

    public Level level() {
        return code.endsWith("0000") ? Level.PROVINCE : code.endsWith("00") ? Level.CITY : Level.COUNTY;
    }

    /** Whether it is part of the other, or is it. */
    public boolean within(District other) {
        return switch (other.level()) {
            case PROVINCE -> code.startsWith(other.code.substring(0, 2));
            case CITY -> code.startsWith(other.code.substring(0, 4));
            case COUNTY -> code.equals(other.code);
        };
    }
}
