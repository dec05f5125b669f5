package io.wane.core.feature;

import io.wane.core.event.Catalog;
import io.wane.core.event.EventView;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns events into numbers to be summed, and sums into columns. It knows nothing of decay or storage: the engine
 * applies the decay and keeps the sums.
 *
 * <p>Pure and thread-safe: {@link #add} and {@link #read} depend on their arguments and the fitted state only.
 */
public interface FeatureExtractor {

    /** {@return what is summed} */
    SumLayout sums();

    /**
     * Puts one event's numbers, before decay, by index in {@link #sums()}. May put nothing. Negative numbers are kept
     * apart from positive ones.
     *
     * @param event seen for this call only
     * @param out receives finite numbers, by index in {@link #sums()}
     */
    void add(EventView event, FeatureSink out);

    /**
     * {@return other scopes whose sums of this same definition {@link #read} needs} By default none.
     *
     * @param own the definition's own scope
     */
    default Set<Scope> beside(Scope own) {
        return Set.of();
    }

    /**
     * {@return the columns that {@link #read} fills} By default every sum, logarithmised.
     *
     * @param axes types and decays of the definition's sums
     */
    default FeatureBlock columns(Axes axes) {
        List<Column> columns = new ArrayList<>();
        for (String name : sums().names()) {
            for (int type = 0; type < axes.types().size(); type++) {
                for (int decay = 0; decay < axes.decays().size(); decay++) {
                    columns.add(new Column(axes.label(name, type, decay), true, false));
                }
            }
        }
        return new FeatureBlock(columns);
    }

    /**
     * Puts the columns of one query, once for all types and decays: by default every sum as it is.
     *
     * @param query the sums, seen for this call only
     * @param axes as for {@link #columns}
     * @param out receives finite numbers, by index in {@link #columns}
     */
    default void read(QueryView query, Axes axes, FeatureSink out) {
        int column = 0;
        for (int name = 0; name < sums().size(); name++) {
            for (int type = 0; type < axes.types().size(); type++) {
                for (int decay = 0; decay < axes.decays().size(); decay++) {
                    out.put(column++, query.own().sum(name, type, decay));
                }
            }
        }
    }

    /**
     * An extractor with what it needs to know of the training log (a vocabulary, say): by default this one.
     *
     * @param training the log strictly before the cut, and nothing after it
     * @param items the catalogue
     * @param seed for anything random
     * @return the fitted extractor; this one stays as it is
     */
    default FeatureExtractor fit(Timeline training, Catalog items, long seed) {
        return this;
    }

    /**
     * Writes what {@link #fit} learnt: by default nothing.
     *
     * @param out receives the bytes; not closed
     * @throws IOException if they cannot be written
     */
    default void save(OutputStream out) throws IOException {}

    /**
     * {@return the extractor with what {@link #save} wrote} By default this one.
     *
     * @param in the bytes; not closed
     * @throws IOException if they are not such bytes
     */
    default FeatureExtractor load(InputStream in) throws IOException {
        return this;
    }
}
