/** What to show a user next. */
package io.wane.decisions.recommendation;
