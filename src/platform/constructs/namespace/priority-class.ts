import { PriorityClassV1 } from "@cdktf/provider-kubernetes/lib/priority-class-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** A priority class, and the resource that its pods depend on. */
export interface IPriorityClass {
  readonly name: string;
  readonly resource: ITerraformDependable;
}

export interface PriorityClassProps {
  readonly namespace: string;
  readonly value: number;
  readonly preemptionPolicy: "Never" | "PreemptLowerPriority";
}

/**
 * The priority of all models of a namespace. Priority classes belong to no namespace, so the name contains that of the
 * namespace; Kubernetes reserves names that begin with `system-`.
 */
export class PriorityClass extends Construct implements IPriorityClass {
  readonly name: string;
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, { namespace, value, preemptionPolicy }: PriorityClassProps) {
    super(scope, id);
    this.name = `models-${namespace}`;
    this.resource = new PriorityClassV1(this, "Resource", {
      metadata: { name: this.name },
      value,
      preemptionPolicy,
      globalDefault: false,
    });
  }
}
