package io.wane.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChoiceModelTest {

    private static final long DAY = 86_400;
    private static final long NOW = 1_765_000_000L;

    private final Shop shop = Shop.open(Preset.TINY, 7);
    private final Shopper shopper = new Shopper("u", "browser", .2, 2, .1, NOW - 40 * DAY, NOW + DAY, 0, .5, 1);
    private final ChoiceModel choice = new ChoiceModel(shop, shopper);

    @Test
    void withoutAHistoryUsersFollowPopularity() {
        double[] focus = choice.focus(choice.interest(NOW));

        for (int c = 0; c < focus.length; c++) {
            assertThat(focus[c]).isEqualTo(shop.categories().get(c).popularity(), within(1e-12));
        }
    }

    @Test
    void anEventCountsHalfAfterTheHalfLifeOfItsTypeCategoryAndUser() {
        int product = shop.firstProduct(3);
        double multiplier = shop.categories().get(3).halfLifeMultiplier() * 2;
        long halfLife = Math.round(Action.VIEW.halfLifeDays() * multiplier * DAY);
        double prior = shop.categories().get(3).popularity();

        choice.add(Action.VIEW, product, NOW - halfLife);
        assertThat(choice.interest(NOW)[3] - prior).isEqualTo(0.3 / 2, within(1e-6));

        choice.add(Action.VIEW, product, NOW - halfLife);
        choice.add(Action.PURCHASE, product + 1, NOW);
        assertThat(choice.interest(NOW)[3] - prior).isEqualTo(2 * 0.3 / 2 + 1.5, within(1e-6));
        assertThat(choice.interestIn(product, NOW)).isEqualTo(2 * 0.3 / 2, within(1e-6));
        assertThat(choice.interestIn(product + 2, NOW)).isZero();
    }

    @Test
    void drawsFollowTheFormulaAfterAFrozenHistory() {
        choice.add(Action.CART, shop.firstProduct(0), NOW - 20 * DAY);
        choice.add(Action.VIEW, shop.firstProduct(5), NOW - 5 * DAY);
        choice.add(Action.PURCHASE, shop.firstProduct(2), NOW - 3 * DAY);
        choice.add(Action.REVIEW, shop.firstProduct(2), NOW - DAY);
        double[] focus = choice.focus(choice.interest(NOW));
        int[] drawn = new int[focus.length];
        Draws draws = Draws.ofUser(1, 1);
        int number = 50_000;
        for (int i = 0; i < number; i++) {
            drawn[draws.index(focus)]++;
        }

        double chiSquare = 0;
        for (int c = 0; c < focus.length; c++) {
            double expected = number * focus[c];
            chiSquare += (drawn[c] - expected) * (drawn[c] - expected) / expected;
        }
        // 12 categories; 31.26 is passed once in a thousand
        assertThat(focus).hasSize(12);
        assertThat(chiSquare).isLessThan(31.26);
    }
}
