import { type CustomResource } from "../constructs/custom-resources/custom-resource";

export interface TargetGroupBindingInput {
  /** Name of the binding, and of the Service whose pods are registered. */
  readonly name: string;
  readonly namespace: string;
  readonly servicePort: number;
  readonly targetGroupArn: string;
}

/**
 * Lets the controller register the pods of a Service in a target group that Terraform created. It has no
 * `networking`: the network layer has the security group rules.
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
