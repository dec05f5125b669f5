package io.wane.engine.pipeline;

import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureBlock;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.QueryView;
import io.wane.core.feature.SumsView;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes rows of columns out of a pipeline's sums: one row per user, entity and time. What depends on the user alone, or
 * on the entity alone, is read once and kept while the time stays and nothing is written. Belongs to one thread.
 */
public final class RowReader {

    // Neither a key nor NO_KEY.
    private static final long NOWHERE_YET = Long.MIN_VALUE;

    private final Pipeline pipeline;
    private final Map<Scope, ScopeReader> scopes = new EnumMap<>(Scope.class);
    private final ScopeReader[] readers;
    private final long[] positions;
    private final Block[] blocks;
    private final Level level;
    private final int width;
    private long asOfMillis;
    private long writes = Pipeline.NO_WRITES; // of the pipeline, when the blocks kept what they keep
    private int user;
    private int entity;

    RowReader(Pipeline pipeline, FeatureSet features) {
        this.pipeline = pipeline;
        level = features.level();
        int firstColumn = 0;
        blocks = new Block[features.definitions().size()];
        for (int d = 0; d < blocks.length; d++) {
            blocks[d] = new Block(features, d, firstColumn);
            firstColumn += blocks[d].kept;
        }
        width = firstColumn;
        readers = scopes.values().toArray(ScopeReader[]::new);
        positions = new long[readers.length];
    }

    /** Number of columns of a row. */
    public int width() {
        return width;
    }

    /**
     * Adds one row, unscaled but logarithmised where a column asks for it.
     *
     * @param user code, or {@link Names#NONE}
     * @param entity code of the level's entity, or {@link Names#NONE}
     * @param asOf time in milliseconds, after the newest event
     * @throws IllegalStateException if the pipeline holds an event at or after that time, has not replayed all before it, or
     *     keeps a decay in buckets that do not reach back to the first event
     * @throws IllegalArgumentException if an extractor puts a number that its columns do not allow
     */
    public void read(int user, int entity, long asOf, FeatureMatrix.Builder row) {
        int item = level == Level.ITEM ? entity : Names.NONE;
        int category = level == Level.ITEM ? pipeline.categoryOfItem(item) : entity;
        int brand = level == Level.ITEM ? pipeline.brandOfItem(item) : Names.NONE;
        if (asOf != asOfMillis || pipeline.writes() != writes) {
            pipeline.checkReadable(asOf);
            asOfMillis = asOf;
            writes = pipeline.writes();
            Arrays.fill(positions, NOWHERE_YET);
            for (Block block : blocks) {
                block.forget();
            }
        }
        this.user = user;
        this.entity = entity;
        for (int r = 0; r < readers.length; r++) {
            long key = Pipeline.key(readers[r].scope(), user, item, category, brand);
            if (key != positions[r]) {
                positions[r] = key;
                readers[r].position(key, asOf);
            }
        }
        for (Block block : blocks) {
            block.put(row);
        }
        row.endRow();
    }

    private ScopeReader scopeReader(Scope scope) {
        return scopes.computeIfAbsent(scope, pipeline::scopeReader);
    }

    // The columns of one definition.
    private final class Block implements QueryView, FeatureSink {

        private final FeatureDefinition definition;
        private final Axes axes;
        private final int[] columnOf;
        private final boolean[] log1p;
        private final int kept;
        private final SumsView own;
        private final Map<Scope, SumsView> besides = new EnumMap<>(Scope.class);
        private final boolean dependsOnUser;
        private final boolean dependsOnEntity;
        private double[][] byEntity = {};
        private int[] readingOfEntity = {};
        private int reading;
        private final double[] current;
        private double[] filled;
        private int currentUser = Integer.MIN_VALUE;

        Block(FeatureSet features, int index, int firstColumn) {
            definition = features.definitions().get(index);
            axes = definition.axes(features.types());
            FeatureBlock columns = definition.extractor().columns(axes);
            columnOf = new int[columns.size()];
            log1p = new boolean[columns.size()];
            current = new double[columns.size()];
            int next = firstColumn;
            for (int c = 0; c < columns.size(); c++) {
                Column column = columns.columns().get(c);
                columnOf[c] = features.withAges() || !column.readsAge() ? next++ : -1;
                log1p[c] = column.log1p();
            }
            kept = next - firstColumn;
            Set<Scope> beside = definition.extractor().beside(definition.scope());
            own = view(definition.scope(), index);
            boolean user = definition.scope().hasUser();
            boolean entity = definition.scope().entity() != Scope.ALL;
            for (Scope scope : beside) {
                besides.put(scope, view(scope, index));
                user |= scope.hasUser();
                entity |= scope.entity() != Scope.ALL;
            }
            dependsOnUser = user;
            dependsOnEntity = entity;
        }

        private SumsView view(Scope scope, int index) {
            return scopeReader(scope).view(pipeline.layout(scope).block(index));
        }

        void forget() {
            reading++;
            currentUser = Integer.MIN_VALUE;
        }

        void put(FeatureMatrix.Builder row) {
            double[] values = values();
            for (int c = 0; c < values.length; c++) {
                if (columnOf[c] >= 0 && values[c] != 0) {
                    row.put(columnOf[c], values[c]);
                }
            }
        }

        private double[] values() {
            if (dependsOnEntity && (dependsOnUser || entity == Names.NONE)) {
                return fill(current);
            }
            if (dependsOnEntity) {
                return ofEntity();
            }
            if (currentUser != user) {
                currentUser = Integer.MIN_VALUE; // nobody's, should the read fail
                fill(current);
                currentUser = user;
            }
            return current;
        }

        private double[] ofEntity() {
            if (entity >= byEntity.length) {
                int capacity = Math.max(entity + 1, 2 * byEntity.length);
                byEntity = Arrays.copyOf(byEntity, capacity);
                readingOfEntity = Arrays.copyOf(readingOfEntity, capacity);
            }
            if (byEntity[entity] == null) {
                byEntity[entity] = new double[columnOf.length];
            }
            if (readingOfEntity[entity] != reading) {
                fill(byEntity[entity]);
                readingOfEntity[entity] = reading;
            }
            return byEntity[entity];
        }

        private double[] fill(double[] values) {
            Arrays.fill(values, 0);
            filled = values;
            definition.extractor().read(this, axes, this);
            return values;
        }

        @Override
        public void put(int index, double value) {
            if (index < 0 || index >= log1p.length) {
                throw new IllegalArgumentException("feature '" + definition.name() + "' put " + value + " in column "
                        + index + "; allowed: 0 to " + (log1p.length - 1));
            }
            if (!Double.isFinite(value) || (log1p[index] && value < 0)) {
                String column = definition
                        .extractor()
                        .columns(axes)
                        .columns()
                        .get(index)
                        .name();
                throw new IllegalArgumentException("feature '" + definition.name() + "' put " + value + " in column '"
                        + column + "'; allowed: finite numbers" + (log1p[index] ? ", at least 0" : ""));
            }
            // Most numbers are 0, and log1p is a call into native code.
            filled[index] = log1p[index] && value != 0 ? Math.log1p(value) : value;
        }

        @Override
        public long asOfMillis() {
            return asOfMillis;
        }

        @Override
        public SumsView own() {
            return own;
        }

        @Override
        public SumsView beside(Scope scope) {
            SumsView view = besides.get(scope);
            if (view == null) {
                throw new IllegalArgumentException("feature '" + definition.name() + "' did not ask for scope '" + scope
                        + "'; asked for: " + besides.keySet());
            }
            return view;
        }
    }
}
