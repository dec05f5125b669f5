package io.wane.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is true of a simulated log: what a method must find again. Shows whether a method is correct, never what
 * it is worth to a business. Immutable and thread-safe.
 *
 * @param note what this file is, for whoever opens it
 * @param version version of the simulator; another version draws another log
 * @param preset size of the shop
 * @param seed seed
 * @param visits number of visits
 * @param events number of events by type
 * @param choice the choice model's constants
 * @param habits the other constants
 * @param userTypes the kinds of users
 * @param categories the categories, with popularity and half-life multiplier
 * @param users every user
 * @param interests true interest at the end of the log, for a sample of users
 */
public record Truth(
        String note,
        int version,
        Preset preset,
        long seed,
        long visits,
        Map<String, Long> events,
        Choice choice,
        Habits habits,
        List<UserType> userTypes,
        List<Shop.Category> categories,
        List<Shopper> users,
        List<Interest> interests) {

    private static final JsonMapper JSON = JsonMapper.builder(
                    // Double.toString changed with Java 19; Jackson's own writer does not change with Java.
                    JsonFactory.builder()
                            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                            .build())
            .build();

    static final ObjectWriter WRITER =
            JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /** Copies. */
    public Truth {
        events = inOrder(events);
        userTypes = List.copyOf(userTypes);
        categories = List.copyOf(categories);
        users = List.copyOf(users);
        interests = List.copyOf(interests);
    }

    /**
     * The choice model's constants.
     *
     * @param formula the model in one line
     * @param gamma γ
     * @param weights w by event type; types that are absent add nothing
     * @param halfLifeDays h by event type in days, before the multipliers of category and user
     */
    public record Choice(String formula, double gamma, Map<String, Double> weights, Map<String, Double> halfLifeDays) {

        /** Copies. */
        public Choice {
            weights = inOrder(weights);
            halfLifeDays = inOrder(halfLifeDays);
        }
    }

    /**
     * What is true of one user at a time.
     *
     * @param user the user
     * @param asOfSecond the time; all events strictly before it count
     * @param total Σ A over all categories
     * @param topics every category, the strongest first
     */
    public record Interest(String user, long asOfSecond, double total, List<Topic> topics) {

        /** Copies. */
        public Interest {
            topics = List.copyOf(topics);
        }
    }

    /**
     * What is true of one user and category at a time.
     *
     * @param category the category
     * @param interest A, the prior included
     * @param probability P: that a visit now would be about it
     */
    public record Topic(String category, double interest, double probability) {}

    // Map.copyOf would iterate in an order that changes from one JVM to the next.
    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * Reads a {@code truth.json}.
     *
     * @throws UncheckedIOException if it cannot be read or is none, naming the file
     */
    public static Truth read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Truth.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read as the truth of a simulated shop", unreadable);
        }
    }

    /** As {@link #read} reads it, indented. */
    String toJson() throws IOException {
        return WRITER.writeValueAsString(this);
    }

    /**
     * The true half-life of what a user's event does to their interest in a category.
     *
     * @return days; empty if the event adds nothing, or the user or category is not known
     */
    public Optional<Double> halfLifeDays(String user, String eventType, String category) {
        Double ofType = choice.halfLifeDays.get(eventType);
        return ofType == null
                ? Optional.empty()
                : user(user)
                        .flatMap(who -> category(category)
                                .map(what -> ofType * what.halfLifeMultiplier() * who.halfLifeMultiplier()));
    }

    /** What is true of a user. */
    public Optional<Shopper> user(String user) {
        return users.stream().filter(shopper -> shopper.user().equals(user)).findFirst();
    }

    /** What is true of a category. */
    public Optional<Shop.Category> category(String category) {
        return categories.stream()
                .filter(known -> known.category().equals(category))
                .findFirst();
    }

    /** A user's true interest at the end of the log; empty outside the sample. */
    public Optional<Interest> interest(String user) {
        return interests.stream().filter(interest -> interest.user.equals(user)).findFirst();
    }

    /** The sampled user with most interest at the end of the log: a good one to show. */
    public Interest liveliest() {
        return Collections.max(interests, Comparator.comparingDouble(Interest::total));
    }
}
