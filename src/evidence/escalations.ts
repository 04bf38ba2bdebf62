import facts from "./escalating-actions.json";

/** An action with which a caller gets the rights of another identity, or gives rights. */
interface Escalation {
  readonly actions: readonly string[];
  /** The right that the caller then has, after "can". */
  readonly result: string;
  /**
   * Resources that count: `wide` are patterns, since one exact object is judged by what it can do (`role-chains`);
   * `others` are all but the caller itself, by a variable of IAM. @default - any
   */
  readonly resources?: "wide" | "others";
}

/** A type of resources that run code with a role, and the action that replaces the code. */
interface RunsAs {
  readonly type: string;
  /** Attribute with the role. */
  readonly role: string;
  readonly action: string;
}

export const ESCALATING: {
  readonly escalations: readonly Escalation[];
  readonly runsAs: readonly RunsAs[];
} = facts as { escalations: Escalation[]; runsAs: RunsAs[] };
