import io.wane.core.decay.*;
import io.wane.core.plugin.*;
import io.wane.core.settings.*;
import java.time.Duration;
import java.util.List;

/** Interest that holds at first, falls fast in the middle and is gone after a window: half a wave of a cosine. */
public final class HalfWavePlugin implements Plugin {

    public int spiVersion() {
        return Spi.VERSION;
    }

    public List<Component<?>> components() {
        return List.of(Component.decay("half-wave", Settings.class,
                (settings, host) -> new HalfWave(DurationText.days(settings.window())), new Family()));
    }

    @Setting("holds at first, then falls, gone after the window: cos²(π/2 · age / window)")
    record Settings(@Setting("age at which an event counts nothing, as 30d") Duration window) {}

    record HalfWave(double windowDays) implements DecayFunction {

        HalfWave {
            if (!(windowDays > 0 && windowDays < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("window must be above 0 days: " + windowDays);
            }
        }

        public double value(double ageDays) {
            double cosine = Math.cos(Math.PI / 2 * Math.min(1, ageDays / windowDays));
            return cosine * cosine;
        }

        public double halfLifeDays() {
            return windowDays / 2;
        }

        public double horizonDays(double epsilon) {
            return epsilon < 1 ? windowDays * Math.acos(Math.sqrt(epsilon)) / (Math.PI / 2) : 0;
        }
    }

    /** For fitting: the window is free; values and their derivative by it, for many ages at once. */
    static final class Family implements DecayFamily {

        public List<Parameter> parameters() {
            return List.of(new Parameter("window", "d", 0, Double.POSITIVE_INFINITY, 30));
        }

        public DecayFunction of(double... parameters) {
            if (parameters.length != 1) {
                throw new IllegalArgumentException("one parameter, the window, not " + parameters.length);
            }
            return new HalfWave(parameters[0]);
        }

        public void evaluate(double[] parameters, double[] agesDays, int n, double[] value, double[][] gradient) {
            for (int i = 0; i < n; i++) {
                double phase = Math.PI / 2 * Math.min(1, agesDays[i] / parameters[0]);
                value[i] = Math.cos(phase) * Math.cos(phase);
                gradient[0][i] = Math.sin(2 * phase) * phase / parameters[0];
            }
        }
    }
}
