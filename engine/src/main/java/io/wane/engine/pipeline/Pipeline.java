package io.wane.engine.pipeline;

import io.wane.core.decay.DecayFunction;
import io.wane.core.event.Event;
import io.wane.core.event.EventView;
import io.wane.core.event.Item;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import io.wane.core.feature.FeatureSink;
import io.wane.core.settings.DurationText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the decayed sums of a feature set while time goes by.
 *
 * <p>{@code state(s, t) = Σ over the events i of scope s with tᵢ < t of decay(t − tᵢ) · add(eventᵢ)}. A timeline is
 * replayed with {@link #advanceTo}; when it is used up, events go on arriving one at a time with {@link #update}: both run
 * the same code and leave the same bits, for any number of threads, because a key belongs to one shard and takes its
 * events in (time, id) order.
 *
 * <p>Time only goes forward, and a read sees all that is strictly before it: reading at or before the newest event is
 * refused, and so is reading past events of the timeline that have not been replayed. One writer at a time; readers may
 * run side by side while nothing is written.
 */
public final class Pipeline {

    /** Fewer than any pipeline ever counts. */
    static final long NO_WRITES = -1;

    private static final int SHARDS = 16;

    private final FeatureSet features;
    private final Timeline timeline;
    private final ScopeLayout[] layouts;
    private final ScopeState[][] shards;
    private final List<DecaySum> approximate = new ArrayList<>();
    private Optional<DecaySum> shortest = Optional.empty(); // of the rings that lose what still counts
    private Names users;
    private Names items;
    private Names categories;
    private Names brands;
    private int position;
    private long newestMillis = Long.MIN_VALUE;
    private long oldestMillis;
    private long writes;
    private boolean torn;
    private Contributions live; // once single events arrive

    /**
     * An empty pipeline at the start of a timeline.
     *
     * @param bucketMillis largest wanted width of ring buckets, in milliseconds
     * @throws IllegalArgumentException if a decay cannot be kept well enough for the feature set's span
     */
    public Pipeline(FeatureSet features, Timeline timeline, long bucketMillis) {
        this.features = features;
        this.timeline = timeline;
        users = timeline.users();
        items = timeline.items();
        categories = timeline.entityNames(Scope.CATEGORY);
        brands = timeline.entityNames(Scope.BRAND);
        layouts = new ScopeLayout[Scope.values().length];
        shards = new ScopeState[layouts.length][];
        layOut(bucketMillis).forEach((scope, parts) -> {
            boolean byType = false;
            for (ScopeLayout.Part part : parts) {
                byType |= part.types() > 1;
            }
            int typeSlots = byType ? features.types().size() + 1 : 1;
            ScopeLayout layout = new ScopeLayout(scope, typeSlots, parts);
            layouts[scope.ordinal()] = layout;
            shards[scope.ordinal()] = new ScopeState[SHARDS];
            for (int shard = 0; shard < SHARDS; shard++) {
                shards[scope.ordinal()][shard] = new ScopeState(layout);
            }
        });
    }

    /**
     * An empty pipeline at the start of a timeline, with buckets of a day at most.
     *
     * @throws IllegalArgumentException if a decay cannot be kept well enough for the feature set's span
     */
    public Pipeline(FeatureSet features, Timeline timeline) {
        this(features, timeline, (long) Days.MILLIS);
    }

    // A definition is summed in its own scope and in those that its extractor reads beside it.
    private Map<Scope, List<ScopeLayout.Part>> layOut(long bucketMillis) {
        Map<Scope, List<ScopeLayout.Part>> parts = new EnumMap<>(Scope.class);
        Map<DecayFunction, DecaySum> sums = new LinkedHashMap<>();
        for (int d = 0; d < features.definitions().size(); d++) {
            FeatureDefinition definition = features.definitions().get(d);
            List<String> types = definition.axes(features.types()).types();
            List<DecaySum> decays = new ArrayList<>();
            for (NamedDecay decay : definition.decays()) {
                for (String type : types) {
                    decays.add(sums.computeIfAbsent(
                            decay.function(type),
                            function -> DecaySum.of(function, features.spanDays(), bucketMillis)));
                }
            }
            int names = definition.extractor().sums().size();
            ScopeLayout.Part part = new ScopeLayout.Part(d, names, types.size(), decays);
            parts.computeIfAbsent(definition.scope(), scope -> new ArrayList<>())
                    .add(part);
            for (Scope beside : definition.extractor().beside(definition.scope())) {
                if (beside == definition.scope()) {
                    throw new IllegalArgumentException(
                            "feature '" + definition.name() + "' reads its own scope '" + beside + "' beside itself");
                }
                parts.computeIfAbsent(beside, scope -> new ArrayList<>()).add(part);
            }
        }
        for (DecaySum sum : sums.values()) {
            if (sum.error() > 0 || sum.ring().isPresent()) {
                approximate.add(sum);
            }
            boolean loses = sum.ring().isPresent() && sum.reachDays() < Double.POSITIVE_INFINITY;
            if (loses && (shortest.isEmpty() || sum.reachDays() < shortest.get().reachDays())) {
                shortest = Optional.of(sum);
            }
        }
        return parts;
    }

    /** The decays whose sums are kept approximately: on a ladder of rates, or in buckets. */
    public List<DecaySum> approximate() {
        return List.copyOf(approximate);
    }

    /** The feature set. */
    public FeatureSet features() {
        return features;
    }

    /** Code of a user; {@link Names#NONE} if never seen. */
    public int user(String name) {
        return users.code(name);
    }

    /** Code of an entity of the level; {@link Names#NONE} if never seen. */
    public int entity(Level level, String name) {
        return (level == Level.ITEM ? items : categories).code(name);
    }

    int categoryOfItem(int item) {
        return ofItem(Scope.CATEGORY, item);
    }

    int brandOfItem(int item) {
        return ofItem(Scope.BRAND, item);
    }

    // Items that arrived after the timeline are looked up in the catalogue.
    private int ofItem(Scope scope, int item) {
        if (item == Names.NONE || item < timeline.items().size()) {
            return timeline.entityOfItem(scope, item);
        }
        Optional<Item> known = timeline.catalog().item(items.name(item));
        return scope == Scope.CATEGORY
                ? known.flatMap(Item::category).map(categories::code).orElse(Names.NONE)
                : known.flatMap(Item::brand).map(brands::code).orElse(Names.NONE);
    }

    /**
     * Replays the timeline's events before a time.
     *
     * @param threads how many share the work; the result does not depend on it
     * @throws IllegalStateException if time would go backwards, or single events have arrived already
     */
    public void advanceTo(long timeMillis, int threads) {
        requireWhole();
        if (live != null) {
            throw new IllegalStateException("a timeline cannot be replayed after single events have arrived");
        }
        int end = timeline.firstAt(timeMillis);
        if (end < position) {
            throw new IllegalStateException("time only goes forward: already past " + timeMillis);
        }
        if (end == position) {
            return;
        }
        if (position == 0) {
            oldestMillis = timeline.timeMillis(0);
        }
        int from = position;
        int[] slots = typeSlots();
        writes++;
        torn = true; // until every worker is done
        Workers.run(threads, worker -> {
            Timeline.Cursor cursor = timeline.cursor();
            Contributions contributions = new Contributions();
            for (int event = from; event < end; event++) {
                int item = timeline.item(event);
                contributions.start(cursor.at(event));
                apply(
                        contributions,
                        timeline.user(event),
                        item,
                        timeline.entityOfItem(Scope.CATEGORY, item),
                        timeline.entityOfItem(Scope.BRAND, item),
                        slots[timeline.type(event)],
                        timeline.timeMillis(event),
                        worker,
                        threads);
            }
        });
        torn = false;
        position = end;
        newestMillis = timeline.timeMillis(end - 1);
    }

    private int[] typeSlots() {
        int[] slots = new int[timeline.types().size()];
        for (int code = 0; code < slots.length; code++) {
            slots[code] = typeSlot(timeline.types().name(code));
        }
        return slots;
    }

    private int typeSlot(String type) {
        int slot = features.types().indexOf(type);
        return slot < 0 ? features.types().size() : slot;
    }

    /**
     * Takes one event that comes after everything before it in (time, id) order.
     *
     * @throws IllegalStateException if it lies before the newest event, or the timeline is not used up yet
     * @throws RuntimeException what an extractor throws; the event then leaves nothing behind
     */
    public void update(Event event) {
        requireWhole();
        if (position < timeline.size() || event.timeMillis() < newestMillis) {
            throw new IllegalStateException("event '" + event.id() + "' at " + event.timeMillis()
                    + " comes before the newest event, or before the timeline is used up");
        }
        if (live == null) {
            live = new Contributions();
            users = users.copy();
            items = items.copy();
            categories = categories.copy();
            brands = brands.copy();
        }
        live.start(new SingleEvent(event));
        live.make();
        writes++;
        int user = event.user().map(users::add).orElse(Names.NONE);
        int item = event.item().map(items::add).orElse(Names.NONE);
        Item known = event.item().flatMap(timeline.catalog()::item).orElse(null);
        int category = known == null
                ? Names.NONE
                : known.category().map(categories::add).orElse(Names.NONE);
        int brand = known == null ? Names.NONE : known.brand().map(brands::add).orElse(Names.NONE);
        apply(live, user, item, category, brand, typeSlot(event.type()), event.timeMillis(), 0, 1);
        if (newestMillis == Long.MIN_VALUE) {
            oldestMillis = event.timeMillis();
        }
        newestMillis = event.timeMillis();
    }

    private void apply(
            Contributions contributions,
            int user,
            int item,
            int category,
            int brand,
            int type,
            long timeMillis,
            int worker,
            int workers) {
        for (ScopeLayout layout : layouts) {
            if (layout == null) {
                continue;
            }
            long key = key(layout.scope, user, item, category, brand);
            if (key == NO_KEY || shard(key) % workers != worker) {
                continue;
            }
            ScopeState state = shards[layout.scope.ordinal()][shard(key)];
            int slot = state.arrive(key, type, timeMillis);
            for (ScopeLayout.Block block : layout.blocks) {
                contributions.of(block.definition());
                for (int i = 0; i < contributions.size; i++) {
                    state.add(slot, block, contributions.names[i], type, contributions.values[i]);
                }
            }
        }
    }

    /** Key of a query or event in a scope that it does not reach. */
    static final long NO_KEY = -1;

    static long key(Scope scope, int user, int item, int category, int brand) {
        int entity = switch (scope.entity()) {
            case ITEM -> item;
            case CATEGORY -> category;
            case BRAND -> brand;
            default -> 0;
        };
        if (entity == Names.NONE || (scope.hasUser() && user == Names.NONE)) {
            return NO_KEY;
        }
        return (scope.hasUser() ? (long) user << 32 : 0) | entity;
    }

    static int shard(long key) {
        return (int) (KeyHash.mix(key) & (SHARDS - 1));
    }

    /** A reader of rows, for one thread, not to be used while something is written. */
    public RowReader reader() {
        return new RowReader(this, features);
    }

    /**
     * A reader of one definition's sums in a scope, for one thread.
     *
     * @param definition index in the feature set
     * @param scope its own scope, or one that its extractor reads beside
     */
    public KeyReader keyReader(int definition, Scope scope) {
        return new KeyReader(this, scope, definition);
    }

    /** How a definition's sums under one of its decays are kept, for its first type. */
    public DecaySum decaySum(int definition, int decay) {
        Scope scope = features.definitions().get(definition).scope();
        ScopeLayout.Block block = layout(scope).block(definition);
        return block.reads()[decay * block.types()].decay();
    }

    /** How often something was written: what was read before holds while this stays. */
    long writes() {
        return writes;
    }

    /**
     * Refuses a read that would see events at or after its own time, or miss some before it.
     *
     * @throws IllegalStateException with both times
     */
    void checkReadable(long asOfMillis) {
        requireWhole();
        if (asOfMillis <= newestMillis) {
            throw new IllegalStateException("cannot read as of " + asOfMillis + ": the state holds an event at "
                    + newestMillis + ", and a read sees only what is strictly before it");
        }
        if (position < timeline.size() && asOfMillis > timeline.timeMillis(position)) {
            throw new IllegalStateException("cannot read as of " + asOfMillis + ": the timeline's event at "
                    + timeline.timeMillis(position) + " is not in the state; advance to the time of the read first");
        }
        if (shortest.isPresent() && newestMillis > Long.MIN_VALUE) {
            requireWithin(shortest.get(), Days.between(oldestMillis, asOfMillis));
        }
    }

    private static void requireWithin(DecaySum ring, double ageDays) {
        if (ageDays > ring.reachDays()) {
            throw new IllegalStateException("decay " + ring.function() + " is kept in buckets that reach back "
                    + DurationText.ofDays(ring.reachDays()) + ", and the first event is "
                    + DurationText.ofDays(ageDays)
                    + " old and still counts; train again: what is laid out reaches twice as far as the log");
        }
    }

    private void requireWhole() {
        if (torn) {
            throw new IllegalStateException("an earlier replay failed half way; start again with a new pipeline");
        }
    }

    ScopeReader scopeReader(Scope scope) {
        return new ScopeReader(layouts[scope.ordinal()], shards[scope.ordinal()]);
    }

    ScopeLayout layout(Scope scope) {
        return layouts[scope.ordinal()];
    }

    // What each definition's extractor makes of the current event: asked once, used in every scope.
    private final class Contributions implements FeatureSink {

        private final int[] madeFor = new int[features.definitions().size()];
        private final int[][] madeNames = new int[features.definitions().size()][8];
        private final double[][] madeValues = new double[features.definitions().size()][8];
        private final int[] madeSizes = new int[features.definitions().size()];
        private EventView event;
        private int serial;
        private int making;
        private int[] names = new int[0];
        private double[] values = new double[0];
        private int size;

        void start(EventView view) {
            event = view;
            serial++;
        }

        /** Asks every extractor, so that none fails later. */
        void make() {
            for (int definition = 0; definition < madeFor.length; definition++) {
                of(definition);
            }
        }

        void of(int definition) {
            if (madeFor[definition] != serial) {
                madeFor[definition] = serial;
                madeSizes[definition] = 0;
                making = definition;
                features.definitions().get(definition).extractor().add(event, this);
            }
            names = madeNames[definition];
            values = madeValues[definition];
            size = madeSizes[definition];
        }

        @Override
        public void put(int index, double value) {
            FeatureDefinition definition = features.definitions().get(making);
            if (index < 0 || index >= definition.extractor().sums().size() || !Double.isFinite(value)) {
                throw new IllegalArgumentException("feature '" + definition.name() + "' put " + value + " at " + index
                        + "; allowed: finite numbers at 0 to "
                        + (definition.extractor().sums().size() - 1));
            }
            int at = madeSizes[making]++;
            if (at == madeNames[making].length) {
                madeNames[making] = Arrays.copyOf(madeNames[making], 2 * at);
                madeValues[making] = Arrays.copyOf(madeValues[making], 2 * at);
            }
            madeNames[making][at] = index;
            madeValues[making][at] = value;
        }
    }
}
