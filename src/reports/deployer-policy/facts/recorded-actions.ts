import recorded from "./aws.json";

/** IAM actions of the calls that the provider made for a type. */
export interface RecordedActions {
  /** Calls that read, in a plan. */
  readonly read: readonly string[];
  /** Calls of an apply that no plan makes. */
  readonly change: readonly string[];
}

/**
 * Actions by type, from the log of the real provider against a local AWS API. `provider` has the calls that it makes for no
 * resource. `npm run deployer-actions` writes the file; docs/guide/deployer-policy.md names the gaps of such a recording.
 */
export const RECORDED: {
  readonly provider: string;
  readonly version: string;
  readonly date: string;
  readonly types: Readonly<Record<string, RecordedActions>>;
} = recorded;
