package io.wane.behavior;

import io.wane.core.event.EventView;
import io.wane.core.event.Scope;
import io.wane.core.feature.Axes;
import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureBlock;
import io.wane.core.feature.FeatureExtractor;
import io.wane.core.feature.FeatureSink;
import io.wane.core.feature.QueryView;
import io.wane.core.feature.SumLayout;
import io.wane.core.feature.SumsView;
import io.wane.core.settings.Setting;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What part of a whole a key has: {@code (n + α·p) / (N + α)}, where n is the key's own decayed count, N the
 * decayed count of the whole, and p the part expected before anything is known, worth α events.
 *
 * <p>The whole of {@code user*item} is the user: which part of all that the user did was done to this item.
 * Likewise for {@code user*category} and {@code user*brand}. There p is the entity's part of the whole log, so that
 * a new user starts at popularity and leaves it as events come. The whole of {@code user}, {@code item},
 * {@code category} and {@code brand} is {@code all}; nothing wider could say what to expect, so p is 0.
 *
 * <p>n, N and p are under the same type and decay. Parts of one whole add up to {@code (Σn + α·Σp) / (N + α)}: to 1
 * when every event of the whole, and of the log, has an entity; where p is 0 the rest, {@code α / (N + α)}, is what
 * is held back for the unknown. Events without an entity (a search, an item without a category) count for the whole
 * and leave that part to nobody. Without events and without a prior, 0/0, the share is 0.
 *
 * @param prior α, how many events the prior is worth; at least 0
 */
@Setting("own part of the user's events, or of all events where the scope has no user or no entity")
record Shares(
        @Setting(value = "how many events the expected share is worth, at least 0", or = "1")
        double prior) implements FeatureExtractor {

    private static final SumLayout SUMS = SumLayout.named("count");

    Shares {
        if (!(prior >= 0 && prior < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("prior must be a number of events, at least 0: " + prior);
        }
    }

    @Override
    public SumLayout sums() {
        return SUMS;
    }

    @Override
    public void add(EventView event, FeatureSink out) {
        out.put(0, 1);
    }

    /**
     * The whole, and what the expected share is made of.
     *
     * @throws IllegalArgumentException for {@code all}, which is part of nothing
     */
    @Override
    public Set<Scope> beside(Scope own) {
        if (own == Scope.ALL) {
            throw new IllegalArgumentException("shares need a scope that is part of another; 'all' is part of nothing");
        }
        Set<Scope> beside = EnumSet.of(Scope.ALL);
        if (hasExpectation(own)) {
            beside.add(Scope.USER);
            beside.add(own.entity());
        }
        return beside;
    }

    private static boolean hasExpectation(Scope own) {
        return own.hasUser() && own.entity() != Scope.ALL;
    }

    @Override
    public FeatureBlock columns(Axes axes) {
        List<Column> columns = new ArrayList<>();
        for (int type = 0; type < axes.types().size(); type++) {
            for (int decay = 0; decay < axes.decays().size(); decay++) {
                columns.add(new Column(axes.label("share", type, decay), false, false));
            }
        }
        return new FeatureBlock(columns);
    }

    @Override
    public void read(QueryView query, Axes axes, FeatureSink out) {
        SumsView own = query.own();
        SumsView all = query.beside(Scope.ALL);
        boolean expects = hasExpectation(axes.scope());
        SumsView whole = expects ? query.beside(Scope.USER) : all;
        SumsView entity = expects ? query.beside(axes.scope().entity()) : null;
        int column = 0;
        for (int type = 0; type < axes.types().size(); type++) {
            for (int decay = 0; decay < axes.decays().size(); decay++) {
                double expected = expects ? part(entity.sum(0, type, decay), all.sum(0, type, decay)) : 0;
                double n = own.sum(0, type, decay) + prior * expected;
                out.put(column++, part(n, whole.sum(0, type, decay) + prior));
            }
        }
    }

    // A whole that has all but vanished has lost its digits, and with them its parts.
    private static double part(double n, double whole) {
        return whole >= Double.MIN_NORMAL ? n / whole : 0;
    }
}
