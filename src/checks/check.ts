import { type Layer } from "../core/layers";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";

/** One thing that a check found. */
export interface Finding {
  readonly layer: Layer;
  /** Address of the resource to blame or to add to; the address that is missing where nothing is there. */
  readonly address: string;
  /** What is wrong, in one sentence: what was found and what should be. */
  readonly message: string;
}

/** What holds for every environment, proved from the emitted JSON. */
export interface Check {
  readonly id: string;
  /** An error stops a synth; a warning is shown. */
  readonly severity: "error" | "warning";
  /** What holds, as a sentence. */
  readonly title: string;
  /** What happens where it does not hold. */
  readonly why: string;
  readonly fix: string;
  /** Where that is written, with the day on which it was read. */
  readonly source: string;
  /** Ids of public rules that ask for the same, such as `CKV_AWS_39`. */
  readonly scannerRules?: readonly string[];
  readonly run: (plan: EnvironmentPlan, context: CheckContext) => readonly Finding[];
}

/** What a check may know besides the plan. */
export interface CheckContext {
  /** The day on which it runs, as an ISO date. */
  readonly today: string;
  /** The other environments, for what must be unique among all. */
  readonly others: readonly EnvironmentPlan[];
}

/** Names the resource of a finding by where it stands. */
export const at = (resource: { readonly layer: Layer; readonly address: string }) => ({
  layer: resource.layer,
  address: resource.address,
});
