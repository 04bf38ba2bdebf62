import facts from "./harmless/harmless-additions.json";

/** A type of generated blocks whose appearance is harmless. */
export interface NewType {
  /** Arguments besides those that checks judge, as paths; `name.*` is everything below `name`. */
  readonly arguments: readonly string[];
  /** The argument that names the block that it sets something of. @default - it sets nothing of another block */
  readonly of?: string;
}

/**
 * Types of generated blocks whose appearance ends, opens and permits nothing by itself. What they hold later, who may read it and
 * what sends something to them are other blocks. The policies of keys and topics are compared as rights. Those that set something
 * of another block are harmless if that block is new too: on one that exists, a rule for the life of objects can delete them, and
 * limits can refuse pods.
 */
export const NEW_TYPES = facts.newTypes as Readonly<Record<string, NewType>>;

/** Data sources that generated blocks read, beside the harmless ones of own files: names and settings, no secret values. */
export const READ_BY_GENERATED: readonly string[] = facts.readByGenerated;
