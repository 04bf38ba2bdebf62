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
  /** Start of the name of the IAM role. */
  readonly namePrefix: string;
  readonly oidc: IOidcProvider;
  /** The chart, with the repositories that it and its image are pulled from here. */
  readonly chart: ChartRow<"controller">;
}

/** Makes ALBs of Ingresses and NLBs of Services, and keeps pods in the target groups they belong to. */
export class LoadBalancerController extends Construct {
  constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    super(scope, id);
    const role = new IrsaRole(this, "Role", {
      roleName: `${props.namePrefix}-load-balancer-controller`,
      description: "Lets the AWS Load Balancer Controller make load balancers",
      oidc: props.oidc,
      serviceAccount: SERVICE_ACCOUNT,
      // Inline, because nothing else may use it and it lives as long as its role. It would fit a managed policy
      // too (5,300 of 6,144 characters), with little room for the next version; inline has 10,240.
      statements: controllerPolicy(props.partition),
    });
    // Made here, not by the chart: the role's trust names it, and a chart value that renamed it would cut the
    // pods off without any error.
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
      // Permissions too: on the way down the controller needs them until its last load balancer is gone.
      dependsOn: [serviceAccount, ...role.node.findAll().filter(TerraformResource.isTerraformResource)],
    });
  }
}
