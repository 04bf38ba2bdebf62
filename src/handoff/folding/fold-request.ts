import { type JsonObject, type StackJson } from "../../terraform/stack-json";
import { type Collection } from "./collection";
import { type Family } from "./families";

/** A module, and what a trial shows of it. */
export interface FoldRequest {
  readonly stack: StackJson;
  readonly trial: StackJson;
  readonly collections: readonly Collection[];
  /** The stack without notes. */
  readonly source: JsonObject;
  /** The trial without notes. */
  readonly tried: JsonObject;
  /** The source with variables. */
  readonly json: JsonObject;
  readonly values: JsonObject;
  /** Text of files that the module has as they are: blocks that it names stay. */
  readonly fixed: string;
}

/** A module of maps. */
export interface Folded {
  readonly json: JsonObject;
  readonly values: JsonObject;
  readonly families: readonly Family[];
  /** Places in maps that values of variables have now, such as `var.models["api"].port`, by the name of the variable. */
  readonly absorbed: ReadonlyMap<string, string>;
}
