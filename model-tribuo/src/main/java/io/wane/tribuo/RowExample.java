package io.wane.tribuo;

import io.wane.core.feature.FeatureMatrix;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ExampleProto;
import org.tribuo.util.Merger;

/** One row of a feature matrix as Tribuo sees it, without copying it. Cannot be changed, copied or written. */
final class RowExample extends Example<Label> {

    private static final long serialVersionUID = 1L;

    private final transient FeatureMatrix rows;
    private final transient int row;
    private final transient String[] names;

    /**
     * A view of a row.
     *
     * @param names what Tribuo calls the columns, ascending
     */
    RowExample(FeatureMatrix rows, int row, String[] names, Label label, float weight) {
        super(label, weight);
        this.rows = rows;
        this.row = row;
        this.names = names;
    }

    @Override
    public int size() {
        return rows.rowStarts()[row + 1] - rows.rowStarts()[row];
    }

    @Override
    public Iterator<Feature> iterator() {
        int end = rows.rowStarts()[row + 1];
        return new Iterator<>() {
            private int at = rows.rowStarts()[row];

            @Override
            public boolean hasNext() {
                return at < end;
            }

            @Override
            public Feature next() {
                if (at >= end) {
                    throw new NoSuchElementException("row " + row);
                }
                return new Feature(names[rows.columns()[at]], rows.values()[at++]);
            }
        };
    }

    /** True also of an empty row, of which the intercept learns. */
    @Override
    public boolean validateExample() {
        return true;
    }

    @Override
    public boolean isDense(FeatureMap features) {
        return size() == features.size();
    }

    /** Nothing to do: the names of all rows are the same objects already. */
    @Override
    public void canonicalize(FeatureMap features) {}

    /** Nothing to do: the columns ascend. */
    @Override
    protected void sort() {}

    @Override
    public void add(Feature feature) {
        throw readOnly();
    }

    @Override
    public void addAll(Collection<? extends Feature> features) {
        throw readOnly();
    }

    @Override
    public void set(Feature feature) {
        throw readOnly();
    }

    @Override
    public void removeFeatures(List<Feature> features) {
        throw readOnly();
    }

    @Override
    public void reduceByName(Merger merger) {
        throw readOnly();
    }

    @Override
    protected void densify(List<String> featureNames) {
        throw readOnly();
    }

    @Override
    public Example<Label> copy() {
        throw readOnly();
    }

    @Override
    public ExampleProto serialize() {
        throw readOnly();
    }

    @Override
    public String toString() {
        return "row " + row;
    }

    private UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("row " + row + " is a view for training only");
    }
}
