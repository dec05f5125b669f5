package io.wane.decays;

import io.wane.core.decay.DecayFunction;
import io.wane.core.settings.DurationText;
import io.wane.core.settings.Setting;
import java.time.Duration;

/**
 * The decay functions of Elasticsearch's {@code function_score} in its own words: the score is {@code decay} where the age
 * is {@code offset + scale} (SCIENCE.md §1.6). A spelling only: it makes {@link Exponential}, {@link Gaussian} or
 * {@link Linear}, behind an {@link Offset} where there is one.
 */
@Setting("exp, gauss or linear as in Elasticsearch's function_score: counts `decay` at the age offset + scale")
record ElasticsearchSettings(
        @Setting("exp, gauss or linear") Shape shape,

        @Setting("age beyond the offset at which an event counts `decay`, as 7d")
        Duration scale,

        @Setting(value = "age up to which an event counts fully", or = "0d")
        Duration offset,

        @Setting(value = "what an event counts at offset + scale, between 0 and 1", or = "0.5")
        double decay) {

    /** As Elasticsearch names them. */
    enum Shape {
        EXP,
        GAUSS,
        LINEAR
    }

    ElasticsearchSettings {
        Ranges.fraction("decay", decay);
    }

    DecayFunction function() {
        double scaleDays = Ranges.days("scale", scale);
        double faded = -Math.log(decay);
        DecayFunction function = switch (shape) {
            case EXP -> new Exponential(faded / scaleDays);
            case GAUSS -> new Gaussian(scaleDays / Math.sqrt(2 * faded));
            case LINEAR -> new Linear(scaleDays / (1 - decay));
        };
        return Offset.of(DurationText.days(offset), function);
    }
}
