package io.wane.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wane.core.event.Catalog;
import io.wane.core.event.Item;
import io.wane.core.event.Scope;
import io.wane.core.feature.FeatureExtractor;
import io.wane.testkit.DirectSums;
import io.wane.testkit.FeatureExtractorContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharesTest extends FeatureExtractorContract {

    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final List<String> ANY = List.of("*");
    private static final List<String> ITEMS = List.of("A", "B", "C");

    // SCIENCE §0.1, E3-E5: 10, 15 and 20 of 45.
    private final Log article = new Log()
            .events(10, "ann", "A", "view", 0)
            .events(15, "ann", "B", "view", 1)
            .events(20, "ann", "C", "view", 2);

    @Override
    protected FeatureExtractor extractor() {
        return new Shares(1);
    }

    @Override
    protected Set<Scope> scopes() {
        return EnumSet.complementOf(EnumSet.of(Scope.ALL));
    }

    @Test
    void sharesAreOfTheWholeAndNotOfSomethingElse() {
        DirectSums sums = article.sums(new Shares(0), Scope.USER_ITEM, ANY, NEVER);

        assertThat(share(sums, "ann", "A", 3)).isEqualTo(0.2222, within(5e-5)); // E3, not 0.25
        assertThat(share(sums, "ann", "B", 3)).isEqualTo(0.3333, within(5e-5)); // E4, not 0.375
        assertThat(share(sums, "ann", "C", 3)).isEqualTo(0.4444, within(5e-5)); // E5, not 0.5
        assertThat(share(sums, "ann", "A", 3) + share(sums, "ann", "B", 3) + share(sums, "ann", "C", 3))
                .isEqualTo(1, within(1e-15));
    }

    @Test
    void zeroOfZeroIsZeroWithoutAPrior() {
        DirectSums sums = article.sums(new Shares(0), Scope.USER_ITEM, ANY, NEVER);

        assertThat(share(sums, "ben", "A", 3)).isZero();
        assertThat(share(sums, "ann", "A", 0)).isZero();
    }

    @Test
    void aNewUserStartsAtPopularity() {
        DirectSums sums = article.sums(new Shares(1), Scope.USER_ITEM, ANY, NEVER);

        for (String item : ITEMS) {
            assertThat(share(sums, "ben", item, 3))
                    .isEqualTo(share(article.sums(new Shares(0), Scope.ITEM, ANY, NEVER), "", item, 3), within(1e-15));
        }
    }

    @Test
    void thePriorIsWorthItsNumberOfEvents() {
        // ben: 1 of 2 views on A; the log: 11 of 47. SCIENCE §0.1, E6: (1 + 3·11/47) / (2 + 3)
        Log log = article.event("ben", "A", "view", 3).event("ben", "B", "view", 3);

        assertThat(share(log.sums(new Shares(3), Scope.USER_ITEM, ANY, NEVER), "ben", "A", 4))
                .isEqualTo((1 + 3 * 11 / 47.0) / 5, within(1e-15));
    }

    @Test
    void sharesOfOneUserAddUpToOne() {
        Log log = article.event("ben", "A", "view", 3).event("ben", "B", "view", 4);
        DirectSums sums = log.sums(new Shares(2.5), Scope.USER_ITEM, ANY, 3);

        for (String user : List.of("ann", "ben", "never seen")) {
            double total = 0;
            for (String item : ITEMS) {
                total += share(sums, user, item, 9);
            }
            assertThat(total).as(user).isEqualTo(1, within(1e-14));
        }
    }

    @Test
    void sharesOfTheLogAndWhatIsHeldBackForTheUnknownAddUpToOne() {
        DirectSums sums = article.sums(new Shares(5), Scope.ITEM, ANY, NEVER);

        double total = 5 / (45.0 + 5);
        for (String item : ITEMS) {
            total += share(sums, "", item, 3);
        }
        assertThat(total).isEqualTo(1, within(1e-15));
        assertThat(share(sums, "", "A", 3)).isEqualTo(10 / 50.0, within(1e-15));
    }

    @Test
    void sharesAreDecayedAboveAndBelowTheLine() {
        // at day 3 under a half-life of a day: 10/8, 15/4, 20/2 of 15
        DirectSums sums = article.sums(new Shares(0), Scope.USER_ITEM, ANY, 1);

        assertThat(share(sums, "ann", "A", 3)).isEqualTo(1.25 / 15, within(1e-15));
        assertThat(share(sums, "ann", "C", 3)).isEqualTo(10 / 15.0, within(1e-15));
    }

    @Test
    void everyTypeHasItsOwnWhole() {
        Log log = new Log()
                .event("ann", "A", "view", 0)
                .event("ann", "B", "view", 0)
                .event("ann", "A", "cart", 0);
        DirectSums sums = log.sums(new Shares(0), Scope.USER_ITEM, List.of("view", "cart", "other"), NEVER);

        assertThat(sums.columns("ann", "A", Log.day(1))).containsExactly(0.5, 1, 0);
    }

    @Test
    void anEventWithoutAnItemBelongsToNobodysShare() {
        Log log = new Log().event("ann", "A", "view", 0).event("ann", "", "search", 0);

        assertThat(share(log.sums(new Shares(0), Scope.USER_ITEM, ANY, NEVER), "ann", "A", 1))
                .isEqualTo(0.5);
    }

    @Test
    void aCategorysShareExpectsTheCategorysPartOfTheLog() {
        Catalog catalog = new Catalog(List.of(item("A", "tea"), item("B", "tea"), item("C", "books")));
        Log log = new Log(catalog)
                .event("ann", "A", "view", 0)
                .event("ann", "B", "view", 0)
                .event("ben", "C", "view", 0)
                .event("ben", "B", "view", 0);

        DirectSums sums = log.sums(new Shares(1), Scope.USER_CATEGORY, ANY, NEVER);

        assertThat(share(sums, "ann", "tea", 1)).isEqualTo((2 + 0.75) / 3, within(1e-15));
        assertThat(share(sums, "ben", "books", 1)).isEqualTo((1 + 0.25) / 3, within(1e-15));
    }

    @Test
    void aUsersShareIsOfTheWholeLog() {
        Log log = article.events(15, "ben", "A", "view", 3);

        assertThat(share(log.sums(new Shares(0), Scope.USER, ANY, NEVER), "ann", "", 4))
                .isEqualTo(0.75);
    }

    @Test
    void aForgottenWholeHasNoParts() {
        // 2^-1070 is subnormal: its parts would be noise
        DirectSums sums = article.sums(new Shares(0), Scope.USER_ITEM, ANY, 1);

        assertThat(share(sums, "ann", "A", 1_075)).isZero();
    }

    @Test
    void theWholeLogIsPartOfNothing() {
        assertThatThrownBy(() -> new Shares(1).beside(Scope.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'all'");
    }

    @Test
    void aPriorBelowZeroIsRefused() {
        assertThatThrownBy(() -> new Shares(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Shares(Double.NaN)).hasMessageContaining("NaN");
    }

    private static double share(DirectSums sums, String user, String entity, double day) {
        return sums.columns(user, entity, Log.day(day))[0];
    }

    private static Item item(String id, String category) {
        return new Item(id, "", List.of(category), Optional.empty(), OptionalDouble.empty(), Map.of());
    }
}
