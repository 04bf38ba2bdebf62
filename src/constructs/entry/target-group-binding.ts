import type { CustomResource } from "../custom-resources/custom-resources";

export interface TargetGroupBindingInput {
  /** Name of the binding and of the Service whose pods join. */
  readonly name: string;
  readonly namespace: string;
  readonly servicePort: number;
  readonly targetGroupArn: string;
}

/**
 * Lets the controller put the pods behind a Service into a target group that it did not make. Without
 * `networking`: the rules of the security groups belong to the network layer.
 */
export function targetGroupBinding({
  name,
  namespace,
  servicePort,
  targetGroupArn,
}: TargetGroupBindingInput): CustomResource {
  return {
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name, namespace },
    spec: { serviceRef: { name, port: servicePort }, targetGroupARN: targetGroupArn, targetType: "ip" },
  };
}
