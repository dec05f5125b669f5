/** Where events are kept. */
package io.wane.core.store;
