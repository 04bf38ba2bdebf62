import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Layer } from "../../../src/base/layers";
import { OTHER_ACCOUNT } from "../additions/values";

/** A change that opens, permits, deletes, stops or moves something, on purpose or not. */
export interface Attack {
  readonly id: string;
  readonly layer: Layer;
  /** The danger in one sentence. */
  readonly danger: string;
  /** A Terraform file of the owner, or an edit of what synth wrote. */
  readonly by: OwnFileAttack | EditAttack;
  /**
   * Written before the first run: checks of which one must name the danger. `own-files` is the reader of own files, which refuses the
   * block. Without any, the attack must at least be stopped.
   */
  readonly named: readonly string[];
  /** @default "ml-inference-prod" */
  readonly environment?: string;
}

export interface OwnFileAttack {
  /** HCL. */
  readonly text: string;
  /** @default "attack.tf" */
  readonly name?: string;
}

export interface EditAttack {
  /** Terraform JSON that is merged into the stack. `null` removes a key, and an object is merged into items of a list by their index. */
  readonly edit: JsonObject;
}

/** The environment of most attacks, small and with most kinds of parts. */
export const ATTACKED = "ml-inference-prod";

/** The reader of own files, in the place of a check. */
export const OWN_FILES = "own-files";

type Common = Omit<Attack, "by" | "layer">;

/** An attack by an own file of a layer. */
export const own = (
  layer: Layer,
  id: string,
  danger: string,
  named: readonly string[],
  text: string,
): Attack => ({
  id,
  layer,
  danger,
  named,
  by: { text },
});

/** An attack by an edit of the output. */
export const edited = (
  layer: Layer,
  { id, danger, named, environment }: Common,
  edit: JsonObject,
): Attack => ({
  id,
  layer,
  danger,
  named,
  by: { edit },
  ...(environment === undefined ? {} : { environment }),
});

/** An account of nobody in any environment. */
export const STRANGER = OTHER_ACCOUNT;

/** A policy of one statement, as HCL. */
export const policy = (statement: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", ${statement} }] })`;
