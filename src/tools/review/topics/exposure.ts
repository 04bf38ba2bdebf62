import { block, isFalse, isTrue, text, texts, valueOf } from "../../../proof/model/blocks";
import { loadBalancersOf } from "../../../proof/model/network/load-balancers";
import { isInternet } from "../../../proof/model/network/ranges";
import { resolveReferences } from "../../../proof/model/references";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
} from "../../../proof/terraform-json/environment-plan";
import { type Phrase, joinValues, plain, say } from "../phrase";
import { type Topic, gainedAndLost } from "./topic";

interface Exposed {
  readonly resource: PlannedResource;
  readonly what: Phrase;
}

export const exposure: Topic = {
  title: "Internet exposure",
  lines: ({ before, after }) => {
    const { gained, lost } = gainedAndLost(exposedIn(before), exposedIn(after));
    const place = ({ layer, address }: PlannedResource) => ({ layer, address });
    return [
      ...gained.map(({ resource, what }) => ({
        level: "attention" as const,
        ...place(resource),
        text: say`now: ${what}`,
      })),
      ...lost.map(({ resource, what }) => ({
        level: "info" as const,
        ...place(resource),
        text: say`no longer: ${what}`,
      })),
    ];
  },
};

function exposedIn(plan: EnvironmentPlan): Map<string, Exposed> {
  const exposed = [
    ...loadBalancersOf(plan)
      .filter(({ internetFacing }) => internetFacing === true)
      .flatMap(({ name, resource, listeners }) =>
        listeners.map((port) => ({ resource, what: say`${name} is internet-facing on port ${port}` })),
      ),
    ...plan.resources("aws_eks_cluster").flatMap(publicApi),
    ...plan
      .resources("aws_subnet")
      .filter(({ config }) => isTrue(config.map_public_ip_on_launch))
      .map((resource) => ({
        resource,
        what: say`instances in subnet ${nameOf(resource)} get a public address`,
      })),
    ...plan.resources("aws_route").flatMap((resource) => routeOut(plan, resource)),
    ...plan.resources("aws_s3_bucket_public_access_block").flatMap((resource) => openBucket(plan, resource)),
  ];
  return new Map(exposed.map((each) => [plain(each.what), each]));
}

function publicApi(resource: ResourceOf<"aws_eks_cluster">): Exposed[] {
  const config = block(resource.config.vpc_config);
  // the provider's default is a public endpoint
  if (isFalse(config.endpoint_public_access)) return [];
  const cidrs = texts(config.public_access_cidrs);
  const who = cidrs.length > 0 && !cidrs.some(isInternet) ? say`${joinValues(cidrs)}` : ["the internet"];
  return [{ resource, what: say`the Kubernetes API of ${nameOf(resource)} is open to ${who}` }];
}

function routeOut(plan: EnvironmentPlan, resource: ResourceOf<"aws_route">): Exposed[] {
  const { config } = resource;
  const range = text(config.destination_cidr_block) ?? text(config.destination_ipv6_cidr_block) ?? "";
  if (!isInternet(range)) return [];
  const table = plan.target(valueOf(resource, config.route_table_id));
  const name = table ? nameOf(table) : "";
  if (config.gateway_id !== undefined)
    return [{ resource, what: say`route table ${name} routes to an internet gateway` }];
  return config.nat_gateway_id === undefined
    ? []
    : [{ resource, what: say`route table ${name} routes to a NAT gateway` }];
}

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function openBucket(plan: EnvironmentPlan, resource: PlannedResource): Exposed[] {
  const off = BLOCKS.filter((key) => !isTrue(resource.config[key]));
  const bucket = resolveReferences(plan, valueOf(resource, resource.config["bucket"]));
  return off.map((key) => ({ resource, what: say`bucket ${bucket} does not enable ${key}` }));
}

/** A name that is independent of the address, so that a move changes nothing. */
const nameOf = ({ config, address }: PlannedResource): string =>
  text(config["name"]) ?? text(block(config["tags"])["Name"]) ?? address;
