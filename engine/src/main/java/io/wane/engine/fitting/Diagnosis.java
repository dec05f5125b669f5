package io.wane.engine.fitting;

import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with a log, seen before or after it was fitted: refused where nothing can be said, else named. */
final class Diagnosis {

    private static final double SOME_CONTINUED = 0.1;
    private static final double MUCH_CONTINUED = 0.25;
    // Logs of shops repeat a fifth and more of their events; below this the way through the funnel is all there is.
    private static final double FEW_REPEATS = 0.01;
    private static final double FEW_INSTANTS = 500;

    private Diagnosis() {}

    /**
     * Refuses a log that says nothing.
     *
     * @throws IllegalArgumentException saying what is missing
     */
    static void refuse(ChoiceLog log, Scope level) {
        String what = level.toString();
        if (log.lines() == 0) {
            throw new IllegalArgumentException("nothing can be fitted: no event names a user and " + article(what)
                    + (level == Scope.ITEM ? "" : "; import a catalogue that has them with --items"));
        }
        if (log.catalogue < 2) {
            throw new IllegalArgumentException("nothing can be fitted: all events are on one " + what
                    + ", so nobody chose; decay needs two or more");
        }
        if (log.spanDays == 0) {
            throw new IllegalArgumentException(
                    "nothing can be fitted: all events have the same time; half-lives need events of different ages");
        }
        if (log.scoredWeight() == 0) {
            throw new IllegalArgumentException("nothing can be fitted: no user acts at two different times"
                    + " (events of one chain within 30 minutes count once); half-lives need users who come back");
        }
    }

    private static String article(String noun) {
        return (noun.startsWith("i") ? "an " : "a ") + noun;
    }

    static List<String> warnings(ChoiceLog log, Timeline timeline, Scope level) {
        List<String> warnings = new ArrayList<>();
        continued(log, SOME_CONTINUED).ifPresent(warnings::add);
        funnel(log).ifPresent(warnings::add);
        if (log.users() == 1) {
            warnings.add("there is one user: errors by user and intervals of gains cannot be known");
        }
        if (log.scoredWeight() < FEW_INSTANTS) {
            warnings.add(String.format(
                    Locale.ROOT, "there are %.0f moments with a history; figures are uncertain", log.scoredWeight()));
        }
        long unknown = 0;
        for (int event = 0; event < timeline.size(); event++) {
            unknown += timeline.user(event) >= 0 && timeline.entity(level, event) < 0 ? 1 : 0;
        }
        if (unknown > 0) {
            warnings.add(String.format(Locale.ROOT, "%,d events name no %s and are left out", unknown, level));
        }
        if (level != Scope.ITEM) {
            warnings.add((level == Scope.CATEGORY ? "categories" : "brands")
                    + " are those of the newest catalogue, whatever the event's time");
        }
        return warnings;
    }

    /** Why nothing of a log is certified; empty if it may be. */
    static List<String> doubts(ChoiceLog log) {
        List<String> doubts = new ArrayList<>();
        funnel(log).ifPresent(doubts::add);
        continued(log, MUCH_CONTINUED).ifPresent(doubts::add);
        return doubts;
    }

    // Why half-lives are in part the pace of a visit; empty where no more choices than so many continue one.
    private static Optional<String> continued(ChoiceLog log, double most) {
        double share = 1 - log.withoutContinuations().scoredWeight() / log.scoredWeight();
        return share <= most
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.0f %% of the choices are of what the user has touched within 30 minutes, so a part of what is"
                                + " fitted is the way from step to step of a visit; --no-continuations leaves them out",
                        100 * share));
    }

    /** Why half-lives of a log with hardly any repeats are delays in the funnel; empty where there are repeats. */
    private static Optional<String> funnel(ChoiceLog log) {
        int types = log.types.size();
        boolean[] seen = new boolean[0];
        long repeats = 0;
        for (int user = 0; user < log.users(); user++) {
            int size = log.userEntities[user] * types;
            if (seen.length < size) {
                seen = new boolean[size];
            } else {
                Arrays.fill(seen, 0, size, false);
            }
            for (int line = log.userStarts[user]; line < log.userStarts[user + 1]; line++) {
                int at = log.entities[line] * types + log.lineTypes[line];
                repeats += seen[at] ? 1 : 0;
                seen[at] = true;
            }
        }
        double share = (double) repeats / log.lines();
        return share >= FEW_REPEATS
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s repeats an event of the same user, entity and type: what repeats is the way from view to cart to"
                                + " purchase, so the half-life is the delay between these stages, not the fading of interest",
                        repeats == 0
                                ? "no event"
                                : String.format(Locale.ROOT, "hardly any event (%.2g %%)", 100 * share)));
    }
}
