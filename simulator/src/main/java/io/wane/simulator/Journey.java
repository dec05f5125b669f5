package io.wane.simulator;

import java.util.List;

/**
 * What one user left behind.
 *
 * @param shopper the user
 * @param rows the user's events, in (time, sequence) order, all before the end of the log
 * @param visits the user's visits, in time order
 * @param interest true interest at the end of the log
 */
record Journey(Shopper shopper, List<LogRow> rows, List<Visit> visits, Truth.Interest interest) {}
