import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { Construct } from "constructs";
import { groupBy } from "../base/group-by";
import { ownId } from "./own-id";
import { type AwsLocation } from "../facts/aws";
import { policyDocument } from "../facts/iam";
import { causedBy } from "./stacks/cause";

/** A node group of one zone that schedules resize. */
export interface ScheduledNodes {
  /** Name of the group in the file. */
  readonly group: string;
  readonly zone: string;
  /** Name in EKS. */
  readonly name: string;
  /** The node group in the stack. */
  readonly nodes: { readonly name: string; readonly arn: string };
  readonly start: NodeSchedule;
  readonly stop: NodeSchedule;
}

interface NodeSchedule {
  /** Expression of EventBridge Scheduler. */
  readonly expression: string;
  /** Minimum, number and maximum of nodes. */
  readonly sizes: { readonly min: number; readonly desired: number; readonly max: number };
}

interface NodeSchedulesProps {
  readonly location: AwsLocation;
  readonly account: string;
  /** Name of the role and of the group of the schedules. */
  readonly name: string;
  /** Description of the role. */
  readonly description: string;
  readonly clusterName: string;
  readonly timezone: string;
  readonly groups: readonly ScheduledNodes[];
}

/**
 * A failed call is repeated, because EKS refuses a change during another one. It ends before the next change of the group
 * (EventBridge Scheduler API, RetryPolicy, read 2026-11-22).
 */
const RETRY = { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 };

/**
 * Two schedules for each node group of a zone, with a role that resizes these groups and does nothing else. They resize
 * node groups through EKS: Auto Scaling groups are not changed themselves, since EKS would not know of it.
 */
export class NodeSchedules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NodeSchedulesProps,
  ) {
    super(scope, id);
    const { name, description, account, groups } = props;
    const scheduleGroup = new SchedulerScheduleGroup(this, "Group", { name });
    const role = new IamRole(this, "Role", {
      name,
      description,
      assumeRolePolicy: trustOf(scheduleGroup.arn, account),
    });
    const arns = groups.map(({ nodes }) => nodes.arn);
    const permission = new IamRolePolicy(this, "resize-nodes", {
      name: "resize-nodes",
      role: role.id,
      policy: policyDocument([{ Effect: "Allow", Action: "eks:UpdateNodegroupConfig", Resource: arns }]),
    });
    const nodes = new Construct(this, "Nodes");
    for (const [group, all] of groupBy(groups, (each) => each.group)) {
      const path = ["cluster", "nodeGroups", group];
      const ofGroup = causedBy(new Construct(nodes, ownId(nodes, group)), { path, value: group });
      for (const each of all)
        for (const action of ["start", "stop"] as const)
          new SchedulerSchedule(ofGroup, `${each.zone}-${action}`, {
            name: `${each.name}-${action}`,
            groupName: scheduleGroup.name,
            description: `${action === "start" ? "Starts" : "Stops"} the nodes of ${each.name}`,
            scheduleExpression: each[action].expression,
            scheduleExpressionTimezone: props.timezone,
            flexibleTimeWindow: { mode: "OFF" },
            target: {
              arn: `arn:${props.location.partition}:scheduler:::aws-sdk:eks:updateNodegroupConfig`,
              roleArn: role.arn,
              input: this.request(each, each[action].sizes),
              retryPolicy: RETRY,
            },
            dependsOn: [permission],
          });
    }
  }

  /** Parameters of UpdateNodegroupConfig. EventBridge Scheduler expects names that begin with a capital letter. */
  private request({ nodes }: ScheduledNodes, { min, max, desired }: NodeSchedule["sizes"]): string {
    return JSON.stringify({
      ClusterName: this.props.clusterName,
      NodegroupName: nodes.name,
      ScalingConfig: { MinSize: min, MaxSize: max, DesiredSize: desired },
    });
  }
}

/** Only schedules of this group may use the role (EventBridge Scheduler user guide, "cross-service-confused-deputy"). */
const trustOf = (groupArn: string, account: string): string =>
  policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "scheduler.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": groupArn } },
    },
  ]);
