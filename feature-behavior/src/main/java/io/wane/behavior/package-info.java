/** Features of what users did: how often, how large a share, how much money, how long ago. */
package io.wane.behavior;
