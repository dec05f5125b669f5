package io.wane.testkit;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.EventView;
import io.wane.core.event.Item;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.Axes;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.QueryView;
import io.wane.core.feature.SumsView;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The definition of a state, evaluated as it is written: {@code state(s, t) = Σ decay(t − tᵢ) · add(eventᵢ)} over the
 * events i of scope key s with {@code tᵢ < t}. Every query walks over the whole log, so that asking at every event is
 * quadratic: an oracle for what computes the same faster, not a thing to serve from.
 *
 * <p>Positive and negative contributions are kept apart, each summed with compensation, so that an error stays near one
 * rounding of the sum of absolute contributions however many events there are. Immutable and thread-safe as far as the
 * extractor and the decays are.
 */
public final class DirectSums {

    private static final double MILLIS_PER_DAY = 86_400_000.0;

    private final Timeline log;
    private final FeatureExtractor extractor;
    private final Axes axes;
    private final List<DecayFunction> decays;

    /**
     * Sums of one definition over one log.
     *
     * @param log the events; a query sees those before its time
     * @param extractor fitted, if it needs to be
     * @param axes the definition's scope, type slots and names of decays; an event whose type has no slot goes to
     *     {@link Axes#OTHER_TYPE}
     * @param decays the decays in the order of the axes
     * @throws IllegalArgumentException if there are not as many decays as names of decays
     */
    public DirectSums(Timeline log, FeatureExtractor extractor, Axes axes, List<DecayFunction> decays) {
        if (decays.size() != axes.decays().size()) {
            throw new IllegalArgumentException(
                    "axes name " + axes.decays().size() + " decays, given " + decays.size() + ": " + decays);
        }
        this.log = log;
        this.extractor = extractor;
        this.axes = axes;
        this.decays = List.copyOf(decays);
    }

    /**
     * The sums of one query.
     *
     * @param user name of the user; empty for none
     * @param entity name of the item, category or brand that the definition's scope names; empty for none
     * @param timeMillis the query's time in milliseconds; only events strictly before it count
     * @return the sums of the definition's own scope, and of the scopes that the extractor asked for
     */
    public Query at(String user, String entity, long timeMillis) {
        return new Query(user, entity, timeMillis);
    }

    /**
     * The columns of one query, as the extractor reads them: not yet logarithmised or scaled.
     *
     * @param user name of the user; empty for none
     * @param entity name of the item, category or brand that the definition's scope names; empty for none
     * @param timeMillis the query's time in milliseconds; only events strictly before it count
     * @return one number per column of {@link FeatureExtractor#columns}
     */
    public double[] columns(String user, String entity, long timeMillis) {
        double[] columns = new double[extractor.columns(axes).size()];
        extractor.read(at(user, entity, timeMillis), axes, (index, value) -> columns[index] = value);
        return columns;
    }

    /** One query: the view that an extractor reads. Not thread-safe. */
    public final class Query implements QueryView {

        private final String user;
        private final String entity;
        private final long timeMillis;
        private final Set<Scope> askedFor = extractor.beside(axes.scope());
        private final Map<Scope, State> states = new EnumMap<>(Scope.class);

        private Query(String user, String entity, long timeMillis) {
            this.user = user;
            this.entity = entity;
            this.timeMillis = timeMillis;
        }

        @Override
        public long asOfMillis() {
            return timeMillis;
        }

        @Override
        public State own() {
            return state(axes.scope(), entity);
        }

        @Override
        public State beside(Scope scope) {
            if (!askedFor.contains(scope)) {
                throw new IllegalArgumentException("scope '" + scope + "' was not asked for beside '" + axes.scope()
                        + "'; asked for: " + askedFor);
            }
            return state(scope, entityIn(scope));
        }

        // Walks over the log once per scope.
        private State state(Scope scope, String of) {
            return states.computeIfAbsent(scope, first -> new State(scope, user, of, timeMillis));
        }

        // An item has a category and a brand; a category has no item, and neither has a brand.
        private String entityIn(Scope scope) {
            Scope own = axes.scope().entity();
            Scope asked = scope.entity();
            if (asked == Scope.ALL) {
                return "";
            }
            if (asked == own) {
                return entity;
            }
            if (own != Scope.ITEM) {
                throw new IllegalArgumentException("scope '" + axes.scope() + "' does not say which " + asked
                        + " a query is about, so it cannot have '" + scope + "' beside it");
            }
            Optional<Item> item = log.catalog().item(entity);
            return (asked == Scope.CATEGORY ? item.flatMap(Item::category) : item.flatMap(Item::brand)).orElse("");
        }
    }

    /** The sums of one key at one time. */
    public final class State implements SumsView {

        private final Sum[][][] sums; // name, type, decay
        private final long[] events;
        private final double[] lastAgeDays;
        private final double[] firstAgeDays;

        private State(Scope scope, String user, String entity, long timeMillis) {
            int types = axes.types().size();
            sums = new Sum[extractor.sums().size()][types][decays.size()];
            for (Sum[][] ofName : sums) {
                for (Sum[] ofType : ofName) {
                    for (int decay = 0; decay < ofType.length; decay++) {
                        ofType[decay] = new Sum();
                    }
                }
            }
            events = new long[types];
            lastAgeDays = filledWithNaN(types);
            firstAgeDays = filledWithNaN(types);

            Timeline.Cursor event = log.cursor();
            for (int i = 0; i < log.size(); i++) {
                if (log.timeMillis(i) < timeMillis && reaches(scope, user, entity, i)) {
                    count(event.at(i), (timeMillis - log.timeMillis(i)) / MILLIS_PER_DAY);
                }
            }
        }

        private boolean reaches(Scope scope, String user, String entity, int event) {
            boolean ofUser = !scope.hasUser() || is(log.users(), log.user(event), user);
            boolean ofEntity =
                    scope.entity() == Scope.ALL || is(log.entityNames(scope), log.entity(scope, event), entity);
            return ofUser && ofEntity;
        }

        private static boolean is(Names names, int code, String name) {
            return code != Names.NONE && names.name(code).equals(name);
        }

        private void count(EventView event, double ageDays) {
            int type = slot(event.type());
            events[type]++;
            if (!(lastAgeDays[type] <= ageDays)) {
                lastAgeDays[type] = ageDays;
            }
            if (!(firstAgeDays[type] >= ageDays)) {
                firstAgeDays[type] = ageDays;
            }
            extractor.add(event, (name, value) -> {
                for (int decay = 0; decay < decays.size(); decay++) {
                    sums[name][type][decay].add(decays.get(decay).value(ageDays) * value);
                }
            });
        }

        private int slot(String type) {
            if (axes.types().equals(List.of(Axes.ANY_TYPE))) {
                return 0;
            }
            int slot = axes.types().indexOf(type);
            int known = slot >= 0 ? slot : axes.types().indexOf(Axes.OTHER_TYPE);
            if (known < 0) {
                throw new IllegalArgumentException(
                        "type '" + type + "' has no slot and there is no '" + Axes.OTHER_TYPE + "': " + axes.types());
            }
            return known;
        }

        @Override
        public double sum(int name, int type, int decay) {
            Sum sum = sums[name][type][decay];
            return sum.positive.total() - sum.negative.total();
        }

        /**
         * The sum of absolute contributions, the measure of what an error of a sum is small against.
         *
         * @param name index of the sum
         * @param type index of the type slot
         * @param decay index of the decay
         * @return at least the absolute value of {@link #sum}
         */
        public double absolute(int name, int type, int decay) {
            Sum sum = sums[name][type][decay];
            return sum.positive.total() + sum.negative.total();
        }

        @Override
        public long events(int type) {
            return events[type];
        }

        @Override
        public double lastAgeDays(int type) {
            return lastAgeDays[type];
        }

        @Override
        public double firstAgeDays(int type) {
            return firstAgeDays[type];
        }

        private static double[] filledWithNaN(int size) {
            double[] numbers = new double[size];
            Arrays.fill(numbers, Double.NaN);
            return numbers;
        }
    }

    private static final class Sum {

        private final Compensated positive = new Compensated();
        private final Compensated negative = new Compensated();

        void add(double value) {
            if (value >= 0) {
                positive.add(value);
            } else {
                negative.add(-value);
            }
        }
    }

    // Neumaier's form of Kahan's summation: the rounding error of every addition is summed beside.
    private static final class Compensated {

        private double sum;
        private double lost;

        void add(double value) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }

        double total() {
            return sum + lost;
        }
    }
}
