import facts from "./keys-of-conditions.json";

/** A condition key that the policies use, and the calls that carry it. A condition that a call does not carry refuses the call. */
interface ConditionKey {
  /** As in a policy; the tags and encryption contexts of this project are part of it. */
  readonly key: string;
  /** Actions that may have the condition. */
  readonly actions: RegExp;
  /** Which calls carry the key. */
  readonly carriedBy: string;
  /** Page of AWS that says so, with the date of reading. @default - none: the condition is listed as unproven */
  readonly source?: string;
}

/** Conditions of the emitted policies; a test compares this table with the policies of every environment. */
export const CONDITION_KEYS: readonly ConditionKey[] = facts.keys.map(({ actions, ...row }) => ({
  ...row,
  actions: new RegExp(actions),
}));
