import { type Layer } from "../../../src/base/layers";
import { type StackChange } from "../change";

/** A change that an owner may make, and of which no check may say anything. */
export interface LegitimateEdit extends StackChange {
  /** Group in the table of results. */
  readonly group: string;
}

/** A Terraform file that an owner may add to a layer. */
export interface LegitimateFile {
  readonly environment: string;
  readonly layer: Layer;
  readonly name: string;
  readonly text: string;
}
