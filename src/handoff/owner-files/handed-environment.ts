import { type Layer } from "../../base/layers";
import { type Format } from "../module/format";

/** The hand-over of an environment, as files of its owner name it. */
export interface HandedEnvironment {
  readonly environment: string;
  readonly format: Format;
  /** Modules in the order in which they are applied. */
  readonly layers: readonly Layer[];
}
