package io.wane.simulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The words and prices that shops are made from; {@code assortment.json} beside this class.
 *
 * @param departments departments, the first ones for small shops
 * @param reviews what people write, by rating from 1 to 5
 */
record Assortment(List<Department> departments, List<List<String>> reviews) {

    /**
     * A department.
     *
     * @param name name
     * @param brands its brands, best known first
     * @param categories its categories
     */
    record Department(String name, List<String> brands, List<Category> categories) {}

    /**
     * A category and the grammar of its titles: {@code brand material noun, detail}.
     *
     * @param name name
     * @param kind kind of goods
     * @param popularity how often users without a history turn to it, relative to other categories
     * @param medianPrice median price of an item
     * @param priceSpread standard deviation of the logarithm of prices
     * @param nouns what the things are
     * @param materials what they are made of, or what tells them apart
     * @param details size, pack, or for whom
     */
    record Category(
            String name,
            Kind kind,
            double popularity,
            double medianPrice,
            double priceSpread,
            List<String> nouns,
            List<String> materials,
            List<String> details) {}

    /** The assortment that is shipped. */
    static Assortment read() {
        try (InputStream in = Assortment.class.getResourceAsStream("assortment.json")) {
            return new JsonMapper().readValue(in, Assortment.class);
        } catch (IOException broken) {
            throw new UncheckedIOException("assortment.json in the simulator's own jar cannot be read", broken);
        }
    }
}
