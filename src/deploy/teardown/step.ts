import { type Layer } from "../../base/layers";
import { type Look } from "./look";

/**
 * How a run treats what a step finds.
 *
 * - `delete`: proven to be the environment's. The run asks and deletes it.
 * - `wait`: its own controller or AWS removes it. The run waits until it is gone.
 * - `block`: a destroy would stop in its middle. The run stops before, and the user decides.
 * - `name`: it stays, and the run names it.
 */
export type Treatment = "delete" | "wait" | "block" | "name";

/** Kinds of what a step finds, and of leftovers: those of AWS, then those of the Kubernetes API. */
export const OBJECT_KINDS = [
  ...["load balancer", "target group", "security group", "interface", "endpoint"],
  ...[
    "database",
    "database snapshot",
    "recovery point",
    "bucket",
    "repository",
    "log group",
    "volume",
    "secret",
  ],
  ...["tagged resource", "not looked at"],
  ...["ingresses.networking.k8s.io", "services", "targetgroupbindings.elbv2.k8s.aws"],
  ...["applicationsets.argoproj.io", "applications.argoproj.io", "nodeclaims.karpenter.sh"],
  ...["persistentvolumeclaims", "persistentvolumes", "customresourcedefinitions", "leases"],
  ...["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
] as const;

export type Kind = (typeof OBJECT_KINDS)[number];

/** A resource or an object that Terraform does not remove. */
export interface Item {
  readonly kind: Kind;
  readonly id: string;
  readonly treatment: Treatment;
  /** Maker or proof, as a clause. */
  readonly because: string;
  /** Command that removes it: the run executes that of `delete`, and prints the others. */
  readonly remove: readonly string[];
}

/** Moment of a step in the destroy of its layer. */
export type Moment = "before the plan" | "before the apply" | "after the destroy";

/** One step of a teardown beside Terraform's destroy of a layer. */
export interface Step {
  readonly id: string;
  readonly layer: Layer;
  readonly moment: Moment;
  readonly title: string;
  readonly why: string;
  readonly needs: "aws" | "kubectl";
  /** Plain commands that look, for people. */
  readonly look: readonly string[];
  /** Layer whose destroy also removes what it finds, so that it is skipped where both go. @default - none */
  readonly goesWith?: Layer;
  readonly find: (look: Look) => Promise<readonly Item[]>;
}
