package io.wane.engine.interest;

import java.util.List;
import java.util.Optional;

/**
 * A user's interest in one entity at a time, taken apart. Shares of the events and of popularity sum to one.
 *
 * @param entity item or category, by name
 * @param title what people call it, if the catalogue says so
 * @param score A(u,c)
 * @param probability A/B: the chance that it is this entity, given that the user acts
 * @param popularity the prior's part of the score
 * @param popularityShare the prior's share of the score
 * @param halfDays days from now until the score is under half, if nothing else happens; positive infinity if never
 * @param events what moved it, largest share first; the prior is not among them
 */
public record Interest(
        String entity,
        Optional<String> title,
        double score,
        double probability,
        double popularity,
        double popularityShare,
        double halfDays,
        List<Evidence> events) {

    /** Copies. */
    public Interest {
        events = List.copyOf(events);
    }

    /**
     * One event behind an interest.
     *
     * @param type its type
     * @param item the item that it was done to
     * @param timeMillis when
     * @param ageDays its age at the time of the question, in days
     * @param weight its weight at age 0
     * @param contribution its part of the score: weight times what decay has left
     * @param share its share of the score
     */
    public record Evidence(
            String type,
            String item,
            long timeMillis,
            double ageDays,
            double weight,
            double contribution,
            double share) {}
}
