package io.wane.decisions.report;

import io.wane.engine.fitting.Certificate;
import io.wane.engine.fitting.DecayFit;
import io.wane.engine.fitting.FittedDecay;
import io.wane.engine.fitting.LedgerStep;
import io.wane.engine.fitting.RefitAlarm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a fit says, in words: half-lives with their certificate, what decay is worth, rates of exchange, the alarm. */
final class Sentences {

    private static final double Z = 1.959963984540054;
    private static final int MOST_REASONS = 2;
    private static final String VIEW = "view";
    private static final String EXPONENTIAL = "exponential";
    private static final Set<String> SUMS = Set.of("bi-exponential", "mixture"); // a fast part and a lasting one

    private final DecayFit fit;

    Sentences(DecayFit fit) {
        this.fit = fit;
    }

    /** {@return the decays to speak of, one per type; of a log with several types that of all together first} */
    List<FittedDecay> spoken() {
        List<FittedDecay> all = fit.decays().stream()
                .filter(decay -> decay.group().equals(FittedDecay.ALL))
                .toList();
        return all.size() == 2 // all types are one: it says the same twice
                ? all.stream()
                        .filter(decay -> !decay.type().equals(FittedDecay.ALL))
                        .toList()
                : all;
    }

    /** {@return {@code a view counts half after 1.84 d [1.70, 1.99]}} */
    String halfLife(FittedDecay decay) {
        String who = (SUMS.contains(decay.family()) ? "the lasting part of " : "") + noun(decay);
        if (decay.family().equals("none")) {
            return who + " counts the same at any age: no shape of decay predicts better than none";
        }
        String halfLife = Figures.halfLife(decay);
        if (halfLife.equals("unknown")) {
            return who + ": the log does not say after what time it counts half";
        }
        return who + " counts half after " + halfLife + (decay.unbounded() ? " (the log sets no upper limit)" : "");
    }

    private static String noun(FittedDecay decay) {
        String noun = decay.type().equals(FittedDecay.ALL)
                ? "an event of any type"
                : article(decay.type()) + " " + decay.type();
        return decay.group().equals(FittedDecay.ALL) ? noun : noun + " in " + decay.group();
    }

    /** {@return {@code certified: all 9 checks passed}, or {@code not certified because …}} */
    String verdict(FittedDecay decay) {
        if (decay.certified()) {
            long checks = fit.certificate().checks().stream()
                    .filter(check ->
                            check.type().equals(FittedDecay.ALL) || check.type().equals(decay.type()))
                    .count();
            return checks > 0 ? "certified: all " + checks + " checks passed" : "certified";
        }
        List<String> reasons = decay.uncertified();
        int more = reasons.size() - MOST_REASONS;
        return "not certified because "
                + String.join("; ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size())))
                + (more > 0 ? "; and " + more + (more == 1 ? " more reason" : " more reasons") + " below" : "");
    }

    /** {@return what decay is worth, if the ledger tells} */
    Optional<String> worth() {
        List<LedgerStep> steps = fit.ledger();
        for (int i = 1; i < steps.size(); i++) {
            LedgerStep step = steps.get(i);
            if (step.name().equals("decay") && Double.isFinite(step.gain())) {
                String size = Figures.nats(step.gain(), step.low(), step.high()) + " nats per event";
                return Optional.of(
                        step.low() > 0
                                ? "Decay is worth " + size
                                        + " over the same model without it: each choice is left among "
                                        + Figures.number(step.perplexity()) + " equally likely " + plural(fit.level())
                                        + " instead of "
                                        + Figures.number(steps.get(i - 1).perplexity()) + "."
                                : "Decay may be worth nothing here: " + size + " over the same model without it.");
            }
        }
        return Optional.empty();
    }

    /** {@return what one type counts in units of another, at once and over its memory} */
    List<String> exchangeRates() {
        List<FittedDecay> types = fit.decays().stream()
                .filter(decay -> decay.group().equals(FittedDecay.ALL)
                        && !decay.type().equals(FittedDecay.ALL)
                        && Double.isFinite(decay.lowDays())
                        && decay.weight() > 0)
                .toList();
        Optional<FittedDecay> unit = types.stream()
                .max(Comparator.comparing((FittedDecay decay) -> decay.type().equals(VIEW))
                        .thenComparing(FittedDecay::events));
        List<String> rates = new ArrayList<>();
        for (FittedDecay decay : types) {
            if (!decay.equals(unit.orElseThrow())) {
                rates.add(rate(decay, unit.orElseThrow()));
            }
        }
        return rates;
    }

    private static String rate(FittedDecay decay, FittedDecay unit) {
        double fresh = decay.weight() / unit.weight();
        double error = Math.hypot(decay.weightLogStandardError(), unit.weightLogStandardError());
        String interval = Double.isNaN(error)
                ? ""
                : Figures.interval(
                        Figures.number(fresh * Math.exp(-Z * error)), Figures.number(fresh * Math.exp(Z * error)));
        String at = "A fresh " + decay.type() + " counts " + Figures.number(fresh) + interval
                + " times as much as a fresh " + unit.type() + ", beyond the " + unit.type() + " that comes with it";
        if (decay.unbounded() || unit.unbounded() || !(unit.halfLifeDays() > 0)) {
            return at + "; over its memory, unknown: a half-life is not bounded.";
        }
        if (!decay.family().equals(EXPONENTIAL) || !unit.family().equals(EXPONENTIAL)) {
            return at
                    + "; over its memory there is no one rate, as half-lives of other shapes than the exponential do not"
                    + " add up to what is remembered.";
        }
        return at + "; over its memory (weight × half-life), "
                + Figures.number(fresh * decay.halfLifeDays() / unit.halfLifeDays()) + " times.";
    }

    /** {@return whether an earlier fit still holds} */
    static String alarm(RefitAlarm alarm) {
        double tens = alarm.logEvidence() / Math.log(10);
        String odds = Double.isNaN(tens)
                ? "unknown"
                : Math.abs(tens) < 6
                        ? Figures.number(Math.pow(10, tens)) + " : 1"
                        : "10^" + Figures.fixed(tens, 0) + " : 1";
        return (alarm.raised()
                        ? "Refit: the earlier fit no longer describes the log."
                        : "The earlier fit still holds, up to its own error.")
                + " Evidence against it is " + odds + " by " + Figures.count(Math.round(alarm.instants()), "choice")
                + " since day " + Figures.fixed(alarm.sinceDay(), 1) + " of the log (alarm from "
                + Figures.fixed(1 / RefitAlarm.LEVEL, 0) + " : 1; valid however often one looks).";
    }

    /** {@return what a check is called} */
    static String check(Certificate.Check check) {
        return check.type().equals(FittedDecay.ALL) ? check.name() : check.name() + ", " + check.type();
    }

    static String article(String noun) {
        return !noun.isEmpty() && "aeiouAEIOU".indexOf(noun.charAt(0)) >= 0 ? "an" : "a";
    }

    static String plural(String level) {
        return level.endsWith("y") ? level.substring(0, level.length() - 1) + "ies" : level + "s";
    }

    static String capitalised(String sentence) {
        return sentence.isEmpty() ? "" : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
