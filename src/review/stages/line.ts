import { type Layer } from "../../base/layers";
import { type Harm } from "./harm";
import { type Phrase } from "./phrase";
import { type Cause } from "./causes";

/** `attention` marks a change that a reviewer must confirm as intended. */
export type Level = "attention" | "info";

/** A line of a review, with the location of the change. */
export interface ReviewLine {
  readonly level: Level;
  /** The end or disturbance that the change brings here. @default - nothing by itself */
  readonly harm?: Harm | undefined;
  readonly text: Phrase;
  /** @default - the line concerns no single layer */
  readonly layer?: Layer;
  /** @default - the line concerns no single address */
  readonly address?: string;
  /** Path in the construct tree. @default - unknown */
  readonly constructPath?: string;
  /** @default - the line concerns no block of a stack */
  readonly cause?: Cause;
}

export interface Section {
  readonly title: string;
  readonly lines: readonly ReviewLine[];
}
