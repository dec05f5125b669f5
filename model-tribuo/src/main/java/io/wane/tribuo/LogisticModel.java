package io.wane.tribuo;

import io.wane.core.feature.Column;
import io.wane.core.feature.FeatureMatrix;
import io.wane.core.feature.FeatureSchema;
import io.wane.core.model.Examples;
import io.wane.core.model.Explanation;
import io.wane.core.model.Explanation.Contribution;
import io.wane.core.model.Model;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Coefficients and an intercept; scoring is a dot product over the row's non-zeros.
 *
 * <p>Saved as magic, version, fingerprint, number of columns, (name, coefficient) per column, intercept, summary, and a
 * CRC-32 of all that, as {@link DataOutputStream} writes them.
 */
final class LogisticModel implements Model {

    private static final int MAGIC = 0x574E4C52; // "WNLR"
    private static final int VERSION = 1;

    private final FeatureSchema schema;
    private final double[] point;
    private final String summary;

    /**
     * A model.
     *
     * @param point one coefficient per column, then the intercept; not copied
     */
    LogisticModel(FeatureSchema schema, double[] point, String summary) {
        this.schema = schema;
        this.point = point;
        this.summary = summary;
    }

    @Override
    public void score(Examples examples, double[] out) {
        FeatureMatrix rows = fitting(examples);
        if (out.length < rows.rows()) {
            throw new IllegalArgumentException("room for " + out.length + " scores, rows: " + rows.rows());
        }
        for (int row = 0; row < rows.rows(); row++) {
            out[row] = 1 / (1 + Math.exp(-LogLoss.margin(rows, row, point)));
        }
    }

    @Override
    public Explanation explain(Examples examples, int row) {
        FeatureMatrix rows = fitting(examples);
        List<Contribution> contributions = new ArrayList<>();
        for (int at = rows.rowStarts()[row]; at < rows.rowStarts()[row + 1]; at++) {
            int column = rows.columns()[at];
            double value = rows.values()[at];
            if (point[column] != 0) {
                contributions.add(new Contribution(column, value, point[column] * value));
            }
        }
        return new Explanation(point[schema.size()], contributions, LogLoss.margin(rows, row, point));
    }

    private FeatureMatrix fitting(Examples examples) {
        FeatureMatrix rows = examples.rows();
        if (rows.width() != schema.size()) {
            throw new IllegalArgumentException(
                    "rows have " + rows.width() + " columns, the model was trained with " + schema.size());
        }
        return rows;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
        DataOutputStream data = new DataOutputStream(checked);
        data.writeInt(MAGIC);
        data.writeInt(VERSION);
        data.writeUTF(schema.fingerprint());
        data.writeInt(schema.size());
        for (int column = 0; column < schema.size(); column++) {
            data.writeUTF(schema.columns().get(column).name());
            data.writeDouble(point[column]);
        }
        data.writeDouble(point[schema.size()]);
        data.writeUTF(summary);
        data.writeLong(checked.getChecksum().getValue());
        data.flush();
    }

    /** Reads what {@link #save} wrote. */
    static LogisticModel read(InputStream in, FeatureSchema schema) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
        try {
            return read(new DataInputStream(checked), checked, schema);
        } catch (EOFException | UTFDataFormatException broken) {
            throw new IOException("the logistic model is cut short or damaged; train it again", broken);
        }
    }

    private static LogisticModel read(DataInputStream data, CheckedInputStream checked, FeatureSchema schema)
            throws IOException {
        int magic = data.readInt();
        if (magic != MAGIC) {
            throw new IOException(
                    String.format(Locale.ROOT, "no logistic model: it starts with %08x, not %08x", magic, MAGIC));
        }
        int version = data.readInt();
        if (version != VERSION) {
            throw new IOException("logistic model of format " + version + "; this plugin reads format " + VERSION);
        }
        String fingerprint = data.readUTF();
        int size = data.readInt();
        if (!fingerprint.equals(schema.fingerprint()) || size != schema.size()) {
            throw new IOException("the model was trained on schema " + fingerprint + " (" + size
                    + " columns), the configuration makes schema " + schema.fingerprint() + " (" + schema.size()
                    + " columns): use the model's own configuration, or train again");
        }
        double[] point = new double[size + 1];
        for (int column = 0; column < size; column++) {
            Column expected = schema.columns().get(column);
            String name = data.readUTF();
            if (!name.equals(expected.name())) {
                throw new IOException("column " + column + " of the model is '" + name + "', of schema " + fingerprint
                        + " it is '" + expected.name() + "': train again");
            }
            point[column] = data.readDouble();
        }
        point[size] = data.readDouble();
        String summary = data.readUTF();
        long sum = checked.getChecksum().getValue();
        if (data.readLong() != sum) {
            throw new IOException("the logistic model is damaged (its checksum differs); train it again");
        }
        return new LogisticModel(schema, point, summary);
    }
}
