package io.wane.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * One user's time with the shop, as it is drawn: comes, chooses a category, looks at items of it, perhaps buys, and days
 * later reviews or sends back. Depends on the shop and the user's own draws alone. Not thread-safe.
 */
final class Life {

    private static final Habits HABITS = Habits.ALL;

    // Longer than the half hour by which analysts part visits, whatever their reading of it.
    private static final long LEAST_ABSENCE_SECONDS = 31 * 60;
    private static final long LONGEST_DWELL_SECONDS = 25 * 60;

    private final Shop shop;
    private final int user;
    private final UserType type;
    private final Shopper shopper;
    private final ChoiceModel choice;
    private final long endSecond;
    private final Draws draws;
    private final List<LogRow> rows = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();

    // What has been drawn but not yet happened when the next visit begins: reviews and returns come later.
    private final PriorityQueue<Pending> pending = new PriorityQueue<>(
            Comparator.comparingLong((Pending p) -> p.row.second()).thenComparingInt(Pending::sequence));

    private int sequence;

    private record Pending(LogRow row, int sequence) {}

    Life(Shop shop, Preset preset, long seed, int user) {
        this.shop = shop;
        this.user = user;
        draws = Draws.ofUser(seed, user);
        type = UserType.draw(draws);
        shopper = Shopper.draw(user, type, preset, draws);
        choice = new ChoiceModel(shop, shopper);
        endSecond = preset.endSecond();
    }

    /** Lives it to the end of the log. */
    Journey journey() {
        VisitTimes times = new VisitTimes(shopper, new Rhythm(type.gifts()), endSecond, draws);
        long last;
        for (long start = times.first(); start < endSecond; start = times.next(last + LEAST_ABSENCE_SECONDS)) {
            last = visit(start);
        }
        settleBefore(endSecond);
        return new Journey(shopper, rows, visits, interest());
    }

    private Truth.Interest interest() {
        double[] interest = choice.interest(endSecond);
        double[] focus = choice.focus(interest);
        List<Truth.Topic> topics = new ArrayList<>();
        double total = 0;
        for (int c = 0; c < interest.length; c++) {
            total += interest[c];
            topics.add(new Truth.Topic(shop.categories().get(c).category(), interest[c], focus[c]));
        }
        topics.sort(Comparator.comparingDouble(Truth.Topic::interest).reversed());
        return new Truth.Interest(shopper.user(), endSecond, total, topics);
    }

    private long visit(long start) {
        settleBefore(start);
        double[] focus = choice.focus(choice.interest(start));
        int category = draws.index(focus);
        visits.add(new Visit(user, start, category, focus[category]));

        double[] appeal = appeal(category, start);
        int views = Math.min(1 + draws.geometric(type.extraViews()), appeal.length);
        List<Integer> cart = new ArrayList<>();
        long now = start;
        for (int view = 0; view < views; view++) {
            int chosen = draws.index(appeal);
            appeal[chosen] = 0; // seen in this visit
            int product = shop.firstProduct(category) + chosen;
            if (view == 0 && draws.chance(type.search())) {
                happen(
                        now,
                        Action.SEARCH,
                        LogRow.NONE,
                        LogRow.NONE,
                        query(shop.products().get(product)),
                        "");
                now += 2 + draws.below(20);
            }
            happen(now, Action.VIEW, product);
            now += dwell();
            if (draws.chance(type.favorite())) {
                happen(now, Action.FAVORITE, product);
                now += 1 + draws.below(10);
            }
            double familiarity = Math.min(1, choice.interestIn(product, start));
            if (draws.chance(type.cart() * (1 + familiarity))) {
                happen(now, Action.CART, product);
                now += 1 + draws.below(20);
                cart.add(product);
            }
        }
        if (!cart.isEmpty() && draws.chance(type.checkout())) {
            now += 30 + draws.below(240);
            buy(cart, category, now);
        }
        return now;
    }

    private void buy(List<Integer> cart, int category, long second) {
        String order = shopper.user() + "-" + visits.size();
        double extraPieces = shop.categories().get(category).kind().extraPieces();
        for (int product : cart) {
            int pieces = 1 + draws.geometric(extraPieces);
            happen(second, Action.PURCHASE, product, pieces, "", order);
            if (draws.chance(HABITS.returned())) {
                happen(later(second, HABITS.returnAfterDays()), Action.RETURN, product, pieces, "", order);
            } else if (draws.chance(HABITS.review())) {
                double liking = 3.9 + 0.7 * shop.products().get(product).quality() + 0.8 * draws.gaussian();
                int rating = (int) Math.max(1, Math.min(5, Math.round(liking)));
                String text = draws.oneOf(shop.reviews(rating));
                happen(later(second, HABITS.reviewAfterDays()), Action.REVIEW, product, rating, text, "");
            }
        }
    }

    // By how good an item is, how far its price lies from what the user looks for, and what they know already.
    private double[] appeal(int category, long second) {
        int first = shop.firstProduct(category);
        double[] appeal = new double[shop.firstProduct(category + 1) - first];
        for (int i = 0; i < appeal.length; i++) {
            Shop.Product product = shop.products().get(first + i);
            double distance = Math.abs(product.pricePosition() - shopper.pricePosition());
            appeal[i] = product.appeal()
                    * StrictMath.exp(-shopper.priceSensitivity() * distance)
                    * (1 + shopper.loyalty() * choice.interestIn(first + i, second));
        }
        return appeal;
    }

    private String query(Shop.Product product) {
        String query = draws.oneOf(product.words()).toLowerCase(Locale.ROOT);
        if (!draws.chance(HABITS.typo())) {
            return query;
        }
        int at = draws.below(query.length() - 1);
        return draws.chance(0.5)
                ? query.substring(0, at) + query.substring(at + 1)
                : query.substring(0, at) + query.charAt(at + 1) + query.charAt(at) + query.substring(at + 2);
    }

    private long dwell() {
        return 1 + Math.min(LONGEST_DWELL_SECONDS, (long) draws.logNormal(HABITS.dwellSeconds(), HABITS.dwellSpread()));
    }

    private long later(long second, double medianDays) {
        return second + (long) (draws.logNormal(medianDays, HABITS.delaySpread()) * Rhythm.SECONDS_PER_DAY);
    }

    private void happen(long second, Action action, int product) {
        happen(second, action, product, LogRow.NONE, "", "");
    }

    private void happen(long second, Action action, int product, int value, String text, String basket) {
        pending.add(new Pending(new LogRow(user, second, action, product, value, text, basket), sequence++));
    }

    // What happened before a time goes into the log and the history.
    private void settleBefore(long second) {
        while (!pending.isEmpty() && pending.peek().row.second() < second) {
            LogRow row = pending.remove().row;
            rows.add(row);
            if (row.action().counts()) {
                choice.add(row.action(), row.product(), row.second());
            }
        }
    }
}
