import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener";
import { DataAwsLbTargetGroup } from "@cdktf/provider-aws/lib/data-aws-lb-target-group";
import { DataAwsLbs } from "@cdktf/provider-aws/lib/data-aws-lbs";
import { Construct } from "constructs";
import { type ILoadBalancer } from "../../stack-outputs/network";
import { HostRecords, type HostsInZone } from "../../entry/host-records";
import { albChecks, albExistsCheck, listenerCheck, targetGroupChecks } from "./alb-checks";

export interface ExistingAlbProps {
  readonly region: string;
  readonly vpcId: string;
  /** Whether the ALB has private addresses only, and thus must be in the private subnets. */
  readonly internal: boolean;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly loadBalancerName: string;
  readonly targetGroupName: string;
  /** Container port. */
  readonly port: number;
  readonly healthPath: string;
  /** Whether clients use HTTPS, as opposed to plain HTTP. */
  readonly https: boolean;
  /** Alias records for the ALB. @default - none */
  readonly dns?: HostsInZone;
}

/** An existing ALB and its target group, found by name. Pods are registered in the target group. */
export class ExistingAlb extends Construct implements ILoadBalancer {
  readonly targetGroupArn: string;
  readonly arn: string;
  readonly dnsName: string;
  readonly zoneId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExistingAlbProps,
  ) {
    super(scope, id);
    const alb = this.loadBalancer();
    this.arn = alb.arn;
    this.dnsName = alb.dnsName;
    this.zoneId = alb.zoneId;
    this.checkListener(alb.arn);
    this.targetGroupArn = this.targetGroup(alb.arn).arn;
    if (props.dns) {
      new HostRecords(this, "Records", { ...props.dns, target: this, internetFacing: !props.internal });
    }
  }

  private loadBalancer(): DataAwsLb {
    const { region, loadBalancerName: name, vpcId, internal, subnetIds, securityGroupId } = this.props;
    const expected = { region, name, vpcId, internal, subnetIds, securityGroupId };
    const all = new DataAwsLbs(this, "all", {});
    return new DataAwsLb(this, "demo", {
      name,
      lifecycle: {
        precondition: [albExistsCheck(expected, all.fqn)],
        postcondition: albChecks(expected),
      },
    });
  }

  private checkListener(loadBalancerArn: string): void {
    const { https, loadBalancerName } = this.props;
    new DataAwsLbListener(this, https ? "https" : "http", {
      loadBalancerArn,
      port: https ? 443 : 80,
      lifecycle: { postcondition: [listenerCheck(loadBalancerName, https ? "HTTPS" : "HTTP")] },
    });
  }

  private targetGroup(loadBalancerArn: string): DataAwsLbTargetGroup {
    const { region, targetGroupName: name, port, healthPath, vpcId } = this.props;
    return new DataAwsLbTargetGroup(this, "api", {
      name,
      lifecycle: {
        postcondition: targetGroupChecks({ region, name, port, healthPath, vpcId, loadBalancerArn }),
      },
    });
  }
}
