import { homeOf } from "../../infrastructure/text-references";
import { type Layer } from "../../base/layers";
import { userError } from "../../base/errors";
import { type Aws } from "../deploy/aws";
import { type IsStated } from "../repair/rule";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject } from "../../terraform/stack-json";
import { verifyCluster } from "./cluster";
import { verifyContents } from "./contents";
import { verifyEndpoints } from "./endpoints";
import { type Outcome } from "./finding";
import { liveBalancers, verifyTargets } from "./load-balancers";
import { verifyFindingsOf } from "./reading";
import { verifyNetworkAcls } from "./network-acls";
import { verifyRequests } from "./requests";
import { verifyRoutes } from "./routes";
import { type LiveSubnet, liveSubnets } from "./subnets";
import { liveVpcs } from "./vpcs";

/** Name of a finding about a whole subject. */
const ALL = "all";

export interface VerifyProps {
  readonly plan: EnvironmentPlan;
  readonly aws: Aws;
  readonly isStated: IsStated;
  /** Layers whose resources are compared. */
  readonly layers: readonly Layer[];
  /** Is called with the subject that is read. */
  readonly progress: (step: string) => void;
}

/** Compares what runs in AWS with the synthesized JSON. It changes nothing. */
export async function verifyEnvironment(props: VerifyProps): Promise<Outcome[]> {
  const { plan, aws, layers, progress } = props;
  await refuseOtherAccount(plan, aws);
  const findings: Outcome[] = [];
  if (layers.includes("network")) {
    progress("reading: network");
    findings.push(...(await verifyFindingsOf("VPC", ALL, () => networkFindings(props))));
  }
  if (layers.includes("cluster")) {
    progress("reading: cluster");
    findings.push(...(await verifyFindingsOf("cluster", ALL, () => verifyCluster(plan, aws))));
  }
  if (layers.includes("models")) {
    progress("reading: contents of models");
    findings.push(...(await verifyContents(plan, aws)));
    progress("reading: load balancers");
    findings.push(
      ...(await verifyFindingsOf("load balancer", ALL, async () => {
        const { balancers, findings: own } = await liveBalancers(plan, aws);
        const targets = await verifyFindingsOf("targets", ALL, () => verifyTargets(plan, aws));
        progress("requesting the models");
        return [...own, ...targets, ...(await verifyRequests(plan, balancers))];
      })),
    );
  }
  return findings;
}

async function networkFindings({ plan, aws, isStated }: VerifyProps): Promise<Outcome[]> {
  const { vpcs, findings } = await liveVpcs(plan, aws, isStated);
  for (const vpc of vpcs) {
    const subnets: LiveSubnet[] = [];
    const rows = await verifyFindingsOf("subnets", ALL, async () => {
      const live = await liveSubnets(plan, aws, vpc);
      subnets.push(...live.subnets);
      return live.findings;
    });
    findings.push(...rows);
    const others = { routes: verifyRoutes, "network ACLs": verifyNetworkAcls, endpoints: verifyEndpoints };
    for (const [title, verify] of Object.entries(others))
      findings.push(...(await verifyFindingsOf(title, ALL, () => verify(plan, aws, vpc, subnets))));
  }
  return findings;
}

/** Names of one account can exist in another one. */
async function refuseOtherAccount(plan: EnvironmentPlan, aws: Aws): Promise<void> {
  const { accountId } = homeOf(plan);
  const found = String(asObject(await aws.get("sts", "get-caller-identity"))["Account"]);
  if (found === accountId) return;
  throw userError({
    place: plan.name,
    got: `credentials of account ${found}`,
    expected: `credentials of account ${accountId}`,
    fix: "choose the profile of the environment's account, such as AWS_PROFILE=NAME",
  });
}
