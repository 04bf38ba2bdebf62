import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type JsonObject } from "../terraform/stack-json";
import { type CustomObject } from "./kubernetes-releases";
import { type Specs } from "./kubernetes-api";

/** Custom objects for which the operator of a part makes an object of Kubernetes, which checks of its kind judge too. */
export interface CustomKind {
  /** Kind of the custom objects. */
  readonly kind: string;
  readonly makes: "deployment" | "horizontal_pod_autoscaler";
  readonly createdIn: (plan: EnvironmentPlan) => readonly {
    readonly object: CustomObject;
    readonly name: string;
    readonly labels: JsonObject;
    readonly annotations: JsonObject;
    readonly spec: Specs[CustomKind["makes"]];
  }[];
}
