/** What learns from feature rows, and what it leaves behind. */
package io.wane.core.model;
