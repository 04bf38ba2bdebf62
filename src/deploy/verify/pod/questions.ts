import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { privateNamesOf } from "../../../infrastructure/network-names";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { accountKey, rolesOf } from "../../../infrastructure/identity-roles";
import { serviceDomain } from "../../../facts/aws";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { accountOf } from "../../../infrastructure/kubernetes-pods";
import { homeOf } from "../../../infrastructure/text-references";

/** A part of a bucket that a model reads. */
interface ModelFiles {
  readonly bucket: string;
  /** Beginning of the keys, with a slash at its end. */
  readonly prefix: string;
}

/** Questions that a pod answers about its network. */
export interface Questions {
  readonly region: string;
  /** Names of interface endpoints, which resolve to addresses of the VPC or of a hub. */
  readonly inside: readonly string[];
  /** The names of ECR among them, whose latency is measured. */
  readonly ecr: readonly string[];
  /** Name of S3, which a gateway endpoint does not change. */
  readonly s3: string;
  readonly sts: string;
  /** Files of the model. @default - its role reads none */
  readonly files?: ModelFiles;
}

export function podQuestions(plan: EnvironmentPlan, pods: Pods): Questions {
  const home = homeOf(plan);
  const domain = `${home.region}.${serviceDomain(home)}`;
  const names = privateNamesOf(plan);
  // A wildcard is the name of a registry.
  const named = (service: string): string[] =>
    names.ofService(service).map((name) => name.replace("*", home.accountId));
  const services = [...names.services, ...(interfacesOf(plan).hub?.services ?? [])];
  const files = filesOf(plan, pods);
  return {
    region: home.region,
    inside: [...new Set(services.flatMap(named))],
    ecr: services.filter((each) => each.startsWith("ecr.")).flatMap((each) => named(each).slice(-1)),
    s3: `s3.${domain}`,
    sts: `sts.${domain}`,
    ...(files === undefined ? {} : { files }),
  };
}

/** The first part of a bucket whose objects the role of the pods may read. */
function filesOf(plan: EnvironmentPlan, pods: Pods): ModelFiles | undefined {
  const account = accountKey(pods.owner.namespace, accountOf(plan, pods));
  for (const { statements } of rolesOf(plan).trusting(account)) {
    for (const { actions, resources } of statements) {
      if (!actions.includes("s3:GetObject")) continue;
      const [, bucket, prefix] = /^arn:[\w-]+:s3:::([^/*$]+)\/([^*$]*\/)\*$/.exec(resources[0] ?? "") ?? [];
      if (bucket !== undefined && prefix !== undefined) return { bucket, prefix };
    }
  }
  return undefined;
}
