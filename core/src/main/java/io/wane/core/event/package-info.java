/** What a shop observes: events, items, and the columnar log that everything else reads. */
package io.wane.core.event;
