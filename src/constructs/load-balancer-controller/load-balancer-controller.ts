import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { ChartRow } from "../../catalog/charts";
import { controllerPolicy } from "../../catalog/load-balancer-controller-policy";
import type { IOidcProvider, ServiceAccountRef } from "../../stack-outputs/cluster";
import { ChartRelease } from "../helm/chart-release";
import { IrsaRole } from "../identity/irsa-role";
import { type ControllerSettings, controllerValues } from "./controller-values";

const SERVICE_ACCOUNT: ServiceAccountRef = { namespace: "kube-system", name: "aws-load-balancer-controller" };

export interface LoadBalancerControllerProps extends Omit<
  ControllerSettings,
  "image" | "serviceAccountName"
> {
  readonly partition: string;
  /** Prefix of the IAM role's name. */
  readonly namePrefix: string;
  readonly oidc: IOidcProvider;
  /** The chart, and the repositories that the chart and its image are pulled from. */
  readonly chart: ChartRow<"controller">;
}

/** Creates ALBs for Ingresses and NLBs for Services, and registers pods in their target groups. */
export class LoadBalancerController extends Construct {
  constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    super(scope, id);
    const role = new IrsaRole(this, "Role", {
      roleName: `${props.namePrefix}-load-balancer-controller`,
      description: "Lets the AWS Load Balancer Controller make load balancers",
      oidc: props.oidc,
      serviceAccount: SERVICE_ACCOUNT,
      // Inline, because no other role uses the policy and it is destroyed with its role. A managed policy
      // would fit too (5,300 of 6,144 characters), with little room for the next version; an inline policy
      // can have 10,240.
      statements: controllerPolicy(props.partition),
    });
    // Created here and not by the chart: the role's trust policy contains the name, so a chart value that
    // changes it would remove the pods' access without an error.
    const serviceAccount = new ServiceAccountV1(this, "Account", {
      metadata: { ...SERVICE_ACCOUNT, annotations: { "eks.amazonaws.com/role-arn": role.arn } },
    });
    new ChartRelease(this, "Release", {
      chart: props.chart,
      namespace: SERVICE_ACCOUNT.namespace,
      values: controllerValues({
        ...props,
        image: props.chart.images.controller,
        serviceAccountName: SERVICE_ACCOUNT.name,
      }),
      // Includes the role's policy: during a destroy, the controller needs it until its last load balancer is
      // deleted.
      dependsOn: [serviceAccount, ...role.node.findAll().filter(TerraformResource.isTerraformResource)],
    });
  }
}
