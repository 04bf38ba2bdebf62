import { type Layer } from "../base/layers";

/** One apply of a layer. */
export interface Pass {
  readonly layer: Layer;
  /** True if it adds and changes, and leaves for a later apply what the new configuration no longer has. */
  readonly keepsRemoved: boolean;
}

/** `network without its removals`. */
const passText = ({ layer, keepsRemoved }: Pass): string =>
  keepsRemoved ? `${layer} without its removals` : layer;

/** `network without its removals, models, network`. */
export const passesText = (passes: readonly Pass[]): string => passes.map(passText).join(", ");
