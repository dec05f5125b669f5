package io.wane.core.event;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One entry of the shop's catalogue. Immutable and thread-safe.
 *
 * @param id what events call the item; not blank
 * @param title what people call it; may be empty
 * @param categoryPath from the department down; empty when the shop has none
 * @param brand not blank, if known
 * @param price current price of one piece, if known; finite
 * @param text further named texts
 */
public record Item(
        String id,
        String title,
        List<String> categoryPath,
        Optional<String> brand,
        OptionalDouble price,
        Map<String, String> text) {

    /** How a path is spelled as one category name. */
    public static final String PATH_SEPARATOR = " > ";

    /**
     * Checks and copies.
     *
     * @param id not blank
     * @param title may be empty
     * @param categoryPath copied; no part blank
     * @param brand not blank, if known
     * @param price finite, if known
     * @param text copied
     * @throws IllegalArgumentException if the id, the brand or a part of the path is blank, or the price is not finite
     */
    public Item {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id of an item must not be blank");
        }
        categoryPath = List.copyOf(categoryPath);
        for (String part : categoryPath) {
            if (part.isBlank()) {
                throw new IllegalArgumentException("item '" + id + "': a category must not be blank: " + categoryPath);
            }
        }
        if (brand.isPresent() && brand.get().isBlank()) {
            throw new IllegalArgumentException("item '" + id + "': brand must not be blank");
        }
        if (price.isPresent() && !Double.isFinite(price.getAsDouble())) {
            throw new IllegalArgumentException("item '" + id + "': price must be finite: " + price.getAsDouble());
        }
        text = Collections.unmodifiableMap(new TreeMap<>(text));
        text.forEach((name, value) ->
                requireNonNull(value, () -> "item '" + id + "': text '" + name + "' must not be null"));
    }

    /** {@return the category: the whole path as one name; empty without a path} */
    public Optional<String> category() {
        return categoryPath.isEmpty() ? Optional.empty() : Optional.of(String.join(PATH_SEPARATOR, categoryPath));
    }

    /** {@return the department: the first element of the path; empty without a path} */
    public Optional<String> department() {
        return categoryPath.stream().findFirst();
    }
}
