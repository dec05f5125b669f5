package io.wane.engine.fitting;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was learned from a log about how interest fades, for the estimand CHOICE: given that a user acts, on what.
 *
 * @param level item, category or brand
 * @param by what half-lives differ by besides the type: department or category; {@code type} for nothing
 * @param reading how the log was read, in words
 * @param lines events that count, chains once
 * @param instants scored instants: moments with a history, each of weight one (or its target weight)
 * @param users users with a line
 * @param entities size of the catalogue
 * @param spanDays length of the log
 * @param firstMillis time of the first event
 * @param untilMillis all events lie strictly before
 * @param novelty ε: share of choices that follow popularity alone
 * @param decays of all types together, per type, per type and group
 * @param ledger from knowing nothing to knowing the user
 * @param families which shapes were tried, and which stayed
 * @param certificate the checks; without any if none were asked for
 * @param windows the half-life over time
 * @param residuals what the fit says beside what happened
 * @param groups half-lives of groups before and after shrinkage
 * @param covariates what half-lives hang on besides
 * @param spillOver what an event says about others of its kind; empty where nothing is known of kinds
 * @param userDeviation standard deviation of ln half-life between users
 * @param alarm whether an earlier fit still holds
 * @param coordinates the maximum, by name of coordinate, for comparison by a later fit
 * @param warnings what to know before using it
 */
public record DecayFit(
        String level,
        String by,
        String reading,
        long lines,
        double instants,
        int users,
        int entities,
        double spanDays,
        long firstMillis,
        long untilMillis,
        double novelty,
        List<FittedDecay> decays,
        List<LedgerStep> ledger,
        List<FamilyTrial> families,
        Certificate certificate,
        List<Window> windows,
        Residuals residuals,
        List<GroupEstimate> groups,
        List<Covariate> covariates,
        Optional<SpillOver> spillOver,
        double userDeviation,
        Optional<RefitAlarm> alarm,
        Map<String, Double> coordinates,
        List<String> warnings) {

    /** Name of the estimand. */
    public static final String ESTIMAND = "choice";

    /** The decay of a type, or of all together. */
    public Optional<FittedDecay> decay(String type) {
        return decays.stream()
                .filter(decay -> decay.group().equals(FittedDecay.ALL))
                .filter(decay -> decay.type().equals(type))
                .findFirst();
    }
}
