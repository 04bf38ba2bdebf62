import { type ChartFacts, type ServiceCall } from "./charts";

/**
 * Pods and nodes that call AWS services, or to which the control plane connects. A row has the behavior of AWS and of
 * the authors, not the intent of this project: no emitted endpoint or rule is derived from it.
 */
export interface Caller {
  /** Name in findings, and in the tag `RequestedBy` of endpoints. */
  readonly title: string;
  /**
   * Position in findings and diagrams that name several callers.
   * @default - after the callers with a position, by the id of the part; charts are last
   */
  readonly order?: number;
  /** Part of the stacks by which it is recognized. */
  readonly sign: Sign;
  /** Source of its calls: nodes and pods on nodes, pods on Fargate, or the pods of models. */
  readonly from: "nodes" | "fargate" | "models";
  readonly calls: readonly ServiceCall[];
  /** TCP ports on nodes and pods that the control plane connects to, each with the reason. */
  readonly controlPlanePorts: Readonly<Record<number, string>>;
  readonly source: string;
}

type Sign =
  /** Objects of a part that its `model/running.ts` recognizes, by the id of the part. */
  | { readonly part: string }
  /** A resource of a Terraform type. */
  | { readonly type: string }
  /** An EKS add-on. */
  | { readonly addon: string }
  /** A release of a chart. */
  | { readonly chart: ChartFacts }
  /** A ConfigMap in a namespace. */
  | { readonly configMap: { readonly namespace: string; readonly name: string } }
  /** An identity-based policy that allows an action, as an IAM pattern. */
  | { readonly action: string };
