import facts from "./actions-on-data.json";

/** A kind of data, with the actions that read, replace, delete or open it. */
export interface DataKind {
  readonly title: string;
  /** Type of the resource that holds it. */
  readonly type: string;
  /** Text after the ARN of the resource. */
  readonly below: string;
  readonly actions: readonly string[];
}

export const DATA_KINDS: readonly DataKind[] = facts.kinds;
