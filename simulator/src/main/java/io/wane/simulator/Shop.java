package io.wane.simulator;

import io.wane.core.event.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What the simulated shop sells: drawn once from the seed, the same for all users. Immutable and thread-safe. */
public final class Shop {

    // Brands sell by Zipf's law.
    private static final double BRAND_EXPONENT = 1.1;
    private static final double CATEGORY_SPREAD = 0.15;

    private final List<Category> categories;
    private final List<Product> products;
    private final int[] firstProducts;
    private final List<List<String>> reviews;

    private Shop(List<Category> categories, List<Product> products, int[] firstProducts, List<List<String>> reviews) {
        this.categories = Collections.unmodifiableList(categories);
        this.products = Collections.unmodifiableList(products);
        this.firstProducts = firstProducts;
        this.reviews = reviews;
    }

    /**
     * A category and its part of the truth.
     *
     * @param category the whole path as one name, as {@link Item#category()} spells it
     * @param kind kind of goods
     * @param popularity π: probability that a user without a history turns to it; sums to 1 over the shop, and never
     *     changes
     * @param halfLifeMultiplier how much longer than usual interest in it lasts
     */
    public record Category(String category, Kind kind, double popularity, double halfLifeMultiplier) {}

    /**
     * An item and what makes people choose it.
     *
     * @param item as in the catalogue
     * @param category index of its category
     * @param quality standard normal; better items are more popular and better rated
     * @param appeal how often it is chosen, other things being equal
     * @param pricePosition standard normal: its price within the category, on the log scale
     * @param words noun, material and noun, brand and noun: what people type to find it
     */
    record Product(Item item, int category, double quality, double appeal, double pricePosition, List<String> words) {}

    /**
     * Draws a shop.
     *
     * @throws IllegalArgumentException if the preset asks for more than the assortment has
     */
    static Shop open(Preset preset, long seed) {
        Assortment assortment = Assortment.read();
        Draws draws = Draws.ofShop(seed);
        List<Category> categories = new ArrayList<>();
        List<Product> products = new ArrayList<>();
        List<Integer> firsts = new ArrayList<>();
        Set<String> titles = new HashSet<>();
        for (Assortment.Department department : first(preset.departments(), assortment.departments(), "departments")) {
            for (Assortment.Category plan :
                    first(preset.categoriesPerDepartment(), department.categories(), "categories per department")) {
                firsts.add(products.size());
                int number = preset.fewestItems() + draws.below(preset.mostItems() - preset.fewestItems() + 1);
                for (int i = 1; i <= number; i++) {
                    products.add(product(department, plan, categories.size(), i, titles, draws));
                }
                categories.add(new Category(
                        department.name() + Item.PATH_SEPARATOR + plan.name(),
                        plan.kind(),
                        draws.logNormal(plan.popularity(), CATEGORY_SPREAD),
                        draws.logNormal(plan.kind().halfLifeMultiplier(), CATEGORY_SPREAD)));
            }
        }
        firsts.add(products.size());
        int[] firstProducts = firsts.stream().mapToInt(Integer::intValue).toArray();
        return new Shop(normalised(categories), products, firstProducts, assortment.reviews());
    }

    private static <T> List<T> first(int number, List<T> all, String what) {
        if (number > all.size()) {
            throw new IllegalArgumentException("the assortment has " + all.size() + " " + what + ", not " + number);
        }
        return all.subList(0, number);
    }

    private static List<Category> normalised(List<Category> categories) {
        double total = 0;
        for (Category category : categories) {
            total += category.popularity;
        }
        List<Category> shares = new ArrayList<>();
        for (Category category : categories) {
            shares.add(new Category(
                    category.category, category.kind, category.popularity / total, category.halfLifeMultiplier));
        }
        return shares;
    }

    private static Product product(
            Assortment.Department department,
            Assortment.Category plan,
            int category,
            int number,
            Set<String> titles,
            Draws draws) {
        double[] shares = new double[department.brands().size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = StrictMath.pow(i + 1, -BRAND_EXPONENT);
        }
        String brand;
        String noun;
        String material;
        String title;
        do {
            brand = department.brands().get(draws.index(shares));
            noun = draws.oneOf(plan.nouns());
            material = draws.oneOf(plan.materials());
            title = brand + " " + material + " " + noun + ", " + draws.oneOf(plan.details());
        } while (!titles.add(title));
        double pricePosition = draws.gaussian();
        double price = plan.medianPrice() * StrictMath.exp(plan.priceSpread() * pricePosition);
        Item item = new Item(
                String.format(Locale.ROOT, "%s-%02d", slug(plan.name()), number),
                title,
                List.of(department.name(), plan.name()),
                Optional.of(brand),
                OptionalDouble.of(onTheTag(price)),
                Map.of());
        List<String> words = List.of(noun, material + " " + noun, brand + " " + noun);
        double quality = draws.gaussian();
        double appeal = StrictMath.exp(Habits.ALL.appealSpread() * quality);
        return new Product(item, category, quality, appeal, pricePosition, words);
    }

    // 12.37 becomes 12.39: tags end in a nine.
    private static double onTheTag(double price) {
        return (Math.max(1, Math.round(price * 10)) * 10 - 1) / 100.0;
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace("'", "").replaceAll("[^a-z]+", "-");
    }

    /** All categories, with their part of the truth. */
    public List<Category> categories() {
        return categories;
    }

    /** The catalogue, in order of category. */
    public List<Item> items() {
        return products.stream().map(Product::item).toList();
    }

    List<Product> products() {
        return products;
    }

    /** Index of a category's first product; that of the next category follows its last. */
    int firstProduct(int category) {
        return firstProducts[category];
    }

    /** What people write who give a rating from 1 to 5. */
    List<String> reviews(int rating) {
        return reviews.get(rating - 1);
    }
}
