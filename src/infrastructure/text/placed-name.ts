import { type Layer } from "../../base/layers";
import { type Mention } from "./mentions";

/** A name with its place. */
export interface PlacedName extends Mention {
  readonly layer: Layer;
  readonly address: string;
  /** Keys from the block to the text, also those of JSON in a text. */
  readonly path: string;
}
