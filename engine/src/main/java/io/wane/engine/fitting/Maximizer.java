package io.wane.engine.fitting;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Climbs a smooth function inside a box: L-BFGS with backtracking, coordinates that press against the box held there, then
 * Newton steps on differences of the gradient for the last digits. Deterministic. Never throws for a flat or separated
 * function: it says where it stopped and why.
 */
final class Maximizer {

    /** Step of the central differences of the gradient. */
    static final double DIFFERENCE = 1e-4;

    private static final int MEMORY = 10;
    private static final int ITERATIONS = 400;
    private static final double GRADIENT_TOLERANCE = 1e-9;
    private static final double VALUE_TOLERANCE = 1e-13;
    private static final double LONGEST_STEP = 2;
    private static final double NEGLIGIBLE_STEP = 1e-10;
    private static final double BOUND_MARGIN = 1e-3;
    private static final int NEWTON_STEPS = 12;
    private static final int HESSIANS = 3;

    private Maximizer() {}

    /** A function to climb, with its gradient. */
    interface Surface {
        ChoiceLikelihood.Point at(double[] x);
    }

    /**
     * Where the climb ended.
     *
     * @param x the point
     * @param value the function there
     * @param gradient its gradient there
     * @param atBound which coordinates lie at the box
     * @param converged whether the free gradient vanished
     * @param hessian second derivatives at the top or next to it; empty if the climb was not polished
     */
    record Top(double[] x, double value, double[] gradient, boolean[] atBound, boolean converged, double[][] hessian) {}

    /**
     * How hard to try.
     *
     * @param scale what makes the value of order one: the number of observations
     * @param enough a step that gains less than this is the last, in units of the value
     * @param hessian second derivatives near the top, if known: the first direction is Newton's; empty if not
     * @param polished whether Newton steps on fresh differences end the climb
     */
    record Effort(double scale, double enough, double[][] hessian, boolean polished) {

        /** To the last digits. */
        static Effort full(double scale) {
            return new Effort(scale, VALUE_TOLERANCE * scale, new double[0][], true);
        }

        /** Until a step gains less than so much. */
        static Effort until(double scale, double enough) {
            return new Effort(scale, enough, new double[0][], false);
        }

        /** Led by what is known of the curvature. */
        Effort along(double[][] knownHessian) {
            return new Effort(scale, enough, knownHessian, polished);
        }
    }

    /** Climbs to the last digits. */
    static Top climb(Surface surface, double[] start, double[] lower, double[] upper, double scale) {
        return climb(surface, start, lower, upper, Effort.full(scale));
    }

    /** Climbs. */
    static Top climb(Surface surface, double[] start, double[] lower, double[] upper, Effort effort) {
        double scale = effort.scale();
        double[] x = clamped(start, lower, upper);
        ChoiceLikelihood.Point here = surface.at(x);
        Deque<double[][]> pairs = new ArrayDeque<>();
        boolean steepest = false;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            boolean[] held = held(x, here.gradient(), lower, upper);
            double[] direction = direction(here.gradient(), held, pairs, effort, steepest);
            if (largest(here.gradient(), held) <= GRADIENT_TOLERANCE * scale) {
                break;
            }
            double length = 1;
            double longest = 0;
            for (double component : direction) {
                longest = Math.max(longest, Math.abs(component));
            }
            if (longest > LONGEST_STEP) {
                length = LONGEST_STEP / longest;
            }
            double[] next = x;
            ChoiceLikelihood.Point there = here;
            boolean better = false;
            for (int halving = 0; halving < 40; halving++, length /= 2) {
                next = new double[x.length];
                double gain = 0;
                for (int i = 0; i < x.length; i++) {
                    next[i] = Math.min(upper[i], Math.max(lower[i], x[i] + length * direction[i]));
                    gain += here.gradient()[i] * (next[i] - x[i]);
                }
                if (!(gain > 0)) {
                    break;
                }
                there = surface.at(next);
                if (there.value() >= here.value() + 1e-4 * gain) {
                    better = true;
                    break;
                }
                if (gain < effort.enough()) {
                    break;
                }
            }
            if (!better) {
                if (steepest) {
                    break;
                }
                pairs.clear(); // the curvature misled; begin again along the gradient
                steepest = true;
                continue;
            }
            steepest = false;
            remember(pairs, x, next, here.gradient(), there.gradient());
            double gained = there.value() - here.value();
            x = next;
            here = there;
            if (gained <= effort.enough()) {
                break;
            }
        }
        return effort.polished()
                ? polished(surface, x, here, lower, upper, scale)
                : new Top(x, here.value(), here.gradient(), atBound(x, lower, upper), true, new double[0][]);
    }

    private static boolean[] atBound(double[] x, double[] lower, double[] upper) {
        boolean[] atBound = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            atBound[i] = x[i] < lower[i] + BOUND_MARGIN || x[i] > upper[i] - BOUND_MARGIN;
        }
        return atBound;
    }

    private static double[] clamped(double[] x, double[] lower, double[] upper) {
        double[] inside = x.clone();
        for (int i = 0; i < x.length; i++) {
            inside[i] = Math.min(upper[i], Math.max(lower[i], x[i]));
        }
        return inside;
    }

    private static boolean[] held(double[] x, double[] gradient, double[] lower, double[] upper) {
        boolean[] held = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            held[i] = (x[i] <= lower[i] && gradient[i] <= 0) || (x[i] >= upper[i] && gradient[i] >= 0);
        }
        return held;
    }

    private static double largest(double[] gradient, boolean[] held) {
        double largest = 0;
        for (int i = 0; i < gradient.length; i++) {
            largest = Math.max(largest, held[i] ? 0 : Math.abs(gradient[i]));
        }
        return largest;
    }

    // The two-loop recursion of L-BFGS (Nocedal 1980), climbing, over the coordinates that are free.
    private static double[] direction(
            double[] gradient, boolean[] held, Deque<double[][]> pairs, Effort effort, boolean steepest) {
        double[] q = gradient.clone();
        for (int i = 0; i < q.length; i++) {
            q[i] = held[i] ? 0 : q[i];
        }
        double[] alphas = new double[pairs.size()];
        int k = 0;
        for (double[][] pair : pairs) { // newest first
            alphas[k] = dot(pair[0], q) / dot(pair[0], pair[1]);
            for (int i = 0; i < q.length; i++) {
                q[i] -= alphas[k] * pair[1][i];
            }
            k++;
        }
        double[] newton =
                steepest || effort.hessian().length == 0 ? new double[0] : Curvature.solve(effort.hessian(), held, q);
        double curvature = 1 / effort.scale();
        if (!pairs.isEmpty()) {
            double[][] newest = pairs.peekFirst();
            curvature = dot(newest[0], newest[1]) / dot(newest[1], newest[1]);
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = newton.length > 0 ? newton[i] : q[i] * curvature;
        }
        var oldestFirst = pairs.descendingIterator();
        while (oldestFirst.hasNext()) {
            double[][] pair = oldestFirst.next();
            k--;
            double beta = dot(pair[1], q) / dot(pair[0], pair[1]);
            for (int i = 0; i < q.length; i++) {
                q[i] += (alphas[k] - beta) * pair[0][i];
            }
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = held[i] ? 0 : q[i];
        }
        return q;
    }

    private static void remember(Deque<double[][]> pairs, double[] x, double[] next, double[] from, double[] to) {
        double[] step = new double[x.length];
        double[] fall = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            step[i] = next[i] - x[i];
            fall[i] = from[i] - to[i]; // of a function that is climbed
        }
        if (dot(step, fall) > 1e-12 * Math.sqrt(dot(step, step) * dot(fall, fall))) {
            pairs.addFirst(new double[][] {step, fall});
            if (pairs.size() > MEMORY) {
                pairs.removeLast();
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static Top polished(
            Surface surface,
            double[] start,
            ChoiceLikelihood.Point startPoint,
            double[] lower,
            double[] upper,
            double scale) {
        double[] x = start;
        ChoiceLikelihood.Point here = startPoint;
        double[][] hessian = Curvature.at(surface, x);
        boolean fresh = true;
        int taken = 1;
        double before = Double.POSITIVE_INFINITY;
        for (int round = 0; round < NEWTON_STEPS; round++) {
            boolean[] held = held(x, here.gradient(), lower, upper);
            double[] step = Curvature.solve(hessian, held, here.gradient());
            double longest = 0;
            for (double component : step) {
                longest = Math.max(longest, Math.abs(component));
            }
            boolean stalled = step.length == 0 || longest > before / 4;
            if (stalled && !fresh && taken < HESSIANS) {
                taken++;
                hessian = Curvature.at(surface, x); // the differences were taken too far away
                fresh = true;
                before = Double.POSITIVE_INFINITY;
                continue;
            }
            if (step.length == 0 || !(longest < LONGEST_STEP)) {
                break;
            }
            double[] next = x.clone();
            for (int i = 0; i < x.length; i++) {
                next[i] = Math.min(upper[i], Math.max(lower[i], x[i] + step[i]));
            }
            ChoiceLikelihood.Point there = surface.at(next);
            if (!(there.value() >= here.value() - 1e-12 * scale)) {
                break;
            }
            x = next;
            here = there;
            fresh = false;
            before = longest;
            if (longest < NEGLIGIBLE_STEP) {
                break;
            }
        }
        boolean[] atBound = atBound(x, lower, upper);
        boolean converged = largest(here.gradient(), held(x, here.gradient(), lower, upper)) <= 1e-6 * scale;
        return new Top(x, here.value(), here.gradient(), atBound, converged, hessian);
    }
}
