import { type AnyComponent } from "../platform/contract";

/** Parts with a position first, then the others by id. */
export const inEmittedOrder = (components: readonly AnyComponent[]): readonly AnyComponent[] =>
  [...components].sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || (a.id < b.id ? -1 : 1));
