package io.wane.engine.fitting;

import io.wane.core.decay.DecayFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which shape fades as this shop's interest does: by log-likelihood per event on a later block that no contender has seen
 * (SCIENCE 2.8). From the simplest up, a family is taken only if the whole interval of its lead over the simpler one lies above a ten-thousandth of a nat;
 * "nothing decays" is the simplest. First one family for all types, then type by type.
 */
final class Families {

    /** Name of the contender without decay. */
    static final String NONE = "none";

    private static final double TRAINED_SHARE = 0.75;
    private static final int LINES = 30_000;
    private static final long SEED = 2;
    private static final double ENOUGH = 0.01;
    // Nats per event: less is no difference, and may be where a climb happened to end.
    static final double LEAST_LEAD = 1e-4;

    private final Map<String, DecayFamily> known;
    private final ChoiceFitter fitter;

    Families(Map<String, DecayFamily> known, ChoiceFitter fitter) {
        this.known = known;
        this.fitter = fitter;
    }

    Optional<DecayFamily> family(String name) {
        return name.equals(NONE) ? Optional.empty() : Optional.of(known.get(name));
    }

    List<Optional<DecayFamily>> families(List<String> names) {
        return names.stream().map(this::family).toList();
    }

    /**
     * What was chosen and how.
     *
     * @param names family per type of the log
     * @param trials every comparison made
     * @param x where the chosen families had their maximum on the earlier block; empty if nothing was tried
     */
    record Choice(List<String> names, List<FamilyTrial> trials, double[] x) {}

    Choice choose(ChoiceLog whole, List<String> contenders) {
        List<String> simplestFirst = new ArrayList<>(contenders);
        simplestFirst.sort(Comparator.comparingInt(this::freedom));
        ChoiceLog log = whole.sampled(LINES, SEED);
        double day = log.dayOfShare(TRAINED_SHARE);
        ChoiceLog early = log.scoredWithin(Double.NEGATIVE_INFINITY, day);
        ChoiceLog late = log.scoredWithin(day, Double.POSITIVE_INFINITY);
        List<FamilyTrial> trials = new ArrayList<>();
        if (simplestFirst.size() == 1 || late.scoredWeight() == 0 || early.scoredWeight() == 0) {
            return new Choice(List.of(repeated(simplestFirst.get(0), log)), trials, new double[0]);
        }
        double[] weights = Gain.weights(late);
        String[] chosen = repeated(simplestFirst.get(0), log);
        Trained champion = train(early, late, chosen, null, -1);
        for (String name : simplestFirst.subList(1, simplestFirst.size())) {
            Trained challenger = train(early, late, repeated(name, log), champion, -1);
            Gain lead = Gain.of(challenger.onLate, champion.onLate, weights, 0);
            boolean taken = lead.low() > LEAST_LEAD;
            trials.add(new FamilyTrial(
                    "all",
                    name,
                    champion.names[0],
                    lead.perEvent(),
                    lead.low(),
                    lead.high(),
                    late.scoredWeight(),
                    taken));
            champion = taken ? challenger : champion;
        }
        if (log.types.size() > 1) {
            for (int type = 0; type < log.types.size(); type++) {
                champion = byType(early, late, weights, champion, type, simplestFirst, trials);
            }
        }
        return new Choice(List.of(champion.names), trials, champion.x);
    }

    // A type of its own family: a simpler one if nothing is lost by it, a richer one if something is gained.
    private Trained byType(
            ChoiceLog early,
            ChoiceLog late,
            double[] weights,
            Trained incumbent,
            int type,
            List<String> simplestFirst,
            List<FamilyTrial> trials) {
        Trained champion = null;
        for (String name : simplestFirst) {
            String[] names = incumbent.names.clone();
            names[type] = name;
            Trained challenger =
                    Arrays.equals(names, incumbent.names) ? incumbent : train(early, late, names, incumbent, type);
            if (champion == null) {
                champion = challenger;
                continue;
            }
            Gain lead = Gain.of(challenger.onLate, champion.onLate, weights, 0);
            boolean taken = lead.low() > LEAST_LEAD;
            trials.add(new FamilyTrial(
                    early.types.get(type),
                    name,
                    champion.names[type],
                    lead.perEvent(),
                    lead.low(),
                    lead.high(),
                    late.scoredWeight(),
                    taken));
            champion = taken ? challenger : champion;
        }
        return champion;
    }

    private record Trained(String[] names, ChoiceForm form, double[] x, double[] onLate) {}

    // Starts at what the incumbent found, where it says something. Of one type alone, everything else stays there.
    private Trained train(ChoiceLog early, ChoiceLog late, String[] names, Trained incumbent, int type) {
        ChoiceForm form = ChoiceForm.byType(early, families(List.of(names)));
        ChoiceLikelihood likelihood = fitter.likelihood(early, form);
        List<double[]> starts = new ArrayList<>();
        if (incumbent == null) {
            starts.add(form.start(0.1, 7, 0.3));
        } else {
            for (double halfLife :
                    form.exponential(form.start(0.1, 1, 0.3)) ? new double[] {1, 30} : new double[] {7}) {
                starts.add(started(form, halfLife, names, incumbent, type));
            }
        }
        Maximizer.Top best = null;
        for (double[] start : starts) {
            double[] lower = form.lower();
            double[] upper = form.upper();
            if (type >= 0) {
                hold(form, type, start, lower, upper);
            }
            Maximizer.Top top = Maximizer.climb(
                    likelihood::at, start, lower, upper, Maximizer.Effort.until(early.scoredWeight(), ENOUGH));
            best = best == null || top.value() > best.value() ? top : best;
        }
        return new Trained(names, form, best.x(), fitter.likelihood(late, form).byUser(best.x()));
    }

    private static void hold(ChoiceForm form, int type, double[] start, double[] lower, double[] upper) {
        int first = form.parameterAt(type, 0);
        int end = form.parameterAt(type + 1, 0);
        for (int i = 0; i < start.length; i++) {
            if (i != type && !(i >= first && i < end)) {
                lower[i] = start[i];
                upper[i] = start[i];
            }
        }
    }

    private static double[] started(ChoiceForm form, double halfLife, String[] names, Trained incumbent, int type) {
        double[] x = form.start(0.1, halfLife, 0.3);
        ChoiceForm from = incumbent.form;
        System.arraycopy(incumbent.x, 0, x, 0, form.types().size());
        x[form.noveltyAt()] = incumbent.x[from.noveltyAt()];
        if (type < 0) {
            x[form.noveltyAt()] = Math.max(ChoiceForm.SOME_SHARE, x[form.noveltyAt()]);
        }
        for (int each = 0; each < names.length; each++) {
            int size = form.blocks().get(each).parameters().size();
            double known = ChoiceFit.reportedHalfLife(from.decay(incumbent.x, each));
            if (names[each].equals(incumbent.names[each])) {
                System.arraycopy(incumbent.x, from.parameterAt(each, 0), x, form.parameterAt(each, 0), size);
            } else if (known > 0 && known < Double.POSITIVE_INFINITY) {
                double[] there = form.start(0.1, known, 0.3);
                System.arraycopy(there, form.parameterAt(each, 0), x, form.parameterAt(each, 0), size);
            }
        }
        return x;
    }

    private int freedom(String name) {
        return family(name).map(of -> of.parameters().size()).orElse(0);
    }

    private static String[] repeated(String name, ChoiceLog log) {
        String[] names = new String[log.types.size()];
        Arrays.fill(names, name);
        return names;
    }
}
