package wenzheng.corpus;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an editor says about an article; what is {@code null} is inferred from its text.
 *
 * @param validUntil the last day on which it is answered from, {@code null} for no end
 * @param withdrawnFrom the first day on which it is no longer answered from, {@code null} for none
 */
public record CatalogueEntry(
        @Nullable String title,
        @Nullable String district,
        @Nullable Integer year,
        @Nullable String outlet,
        @Nullable LocalDate validUntil,
        @Nullable LocalDate withdrawnFrom) {

    public static final CatalogueEntry NONE = new CatalogueEntry(null, null, null, null);

    public CatalogueEntry(
            @Nullable String title, @Nullable String district, @Nullable Integer year, @Nullable String outlet) {
        this(title, district, year, outlet, null, null);
    }

    /** With what the other says where this one says nothing. */
    CatalogueEntry or(CatalogueEntry other) {
        return new CatalogueEntry(
                title == null ? other.title : title,
                district == null ? other.district : district,
                year == null ? other.year : year,
                outlet == null ? other.outlet : outlet,
                validUntil == null ? other.validUntil : validUntil,
                withdrawnFrom == null ? other.withdrawnFrom : withdrawnFrom);
    }

    /** What keeps the article from being answered from on that day; {@code null} where nothing does. */
    @Nullable Fault fault(LocalDate day) {
        if (withdrawnFrom != null && !day.isBefore(withdrawnFrom)) {
            return Fault.WITHDRAWN;
        }
        return validUntil != null && day.isAfter(validUntil) ? Fault.EXPIRED : null;
    }
}
