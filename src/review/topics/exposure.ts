import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { block, isFalse, isTrue, type Json, text } from "../../terraform/stack-json";
import { joinPhrases, type Phrase, plain, say } from "../stages/phrase";
import { attention, existing, gainedAndLost, info, resultsByKey, type Topic } from "./topic";
import { resolveReferences } from "../../infrastructure/text-references";

interface Exposed {
  readonly resource: PlannedResource;
  readonly kind: "port" | "subnet" | "bucket";
  /** @default - no port */
  readonly port?: number;
  readonly what: Phrase;
}

export const exposure: Topic = {
  title: "Internet exposure",
  lines: (change) => {
    const { gained, lost } = gainedAndLost(...existing(change, exposedIn), ({ what }) => plain(what));
    return [
      ...joinedPorts(gained).map(({ resource, kind, what }) =>
        attention(resource, say`now: ${what}`, { harm: HARMS[kind] }),
      ),
      ...joinedPorts(lost).map(({ resource, what }) => info(resource, say`no longer: ${what}`)),
    ];
  },
  judgesBlock: ({ type, action, after }) =>
    action === "add" && type === "aws_subnet" && isKnown(after?.["map_public_ip_on_launch"]),
  judgesEdit: ({ type }, { argument, after }) =>
    isKnown(after) &&
    (type === "aws_subnet"
      ? argument === "map_public_ip_on_launch"
      : type === "aws_s3_bucket_public_access_block" && BLOCKS.includes(argument)),
};

const HARMS = { port: "open to everyone", subnet: undefined, bucket: "less protection" } as const;

/** A value that only an apply knows can expose. */
const isKnown = (value: Json | undefined): boolean => value === undefined || isTrue(value) || isFalse(value);

/** One line for the ports of one load balancer, and for each kind of other exposures. */
const joinedPorts = (exposed: readonly Exposed[]): Exposed[] =>
  resultsByKey(
    exposed,
    ({ resource, kind }) => `${kind} ${kind === "port" ? resource.address : ""}`,
    (first, all) => {
      const more = all.slice(1);
      if (more.length === 0 || first.kind === "bucket") return all;
      const rest =
        first.kind === "port"
          ? [", ", ...joinPhrases(more.map(({ port = 0 }) => say`${port}`))]
          : say` and ${more.length} more`;
      return { ...first, what: [...first.what, ...rest] };
    },
  );

const exposedIn = (plan: EnvironmentPlan): Exposed[] => [
  ...loadBalancersOf(plan)
    .filter(({ internetFacing }) => internetFacing === true)
    .flatMap(({ name, resource, listeners }) =>
      listeners.map((port): Exposed => {
        const what = say`${name} is open to the internet (internet-facing) on port ${port}`;
        return { resource, kind: "port", port, what };
      }),
    ),
  ...plan
    .resources("aws_subnet")
    .filter(({ config }) => isTrue(config.map_public_ip_on_launch))
    .map((resource): Exposed => {
      const what = say`instances in subnet ${nameOf(resource)} get a public address`;
      return { resource, kind: "subnet", what };
    }),
  ...plan.resources("aws_s3_bucket_public_access_block").flatMap((resource) => openBucket(plan, resource)),
];

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function openBucket(plan: EnvironmentPlan, resource: PlannedResource): Exposed[] {
  const bucket = resolveReferences(plan, inLayer(resource, resource.config["bucket"]));
  return BLOCKS.filter((key) => !isTrue(resource.config[key])).map((key) => ({
    resource,
    kind: "bucket",
    what: say`bucket ${bucket} does not enable ${key}`,
  }));
}

/** A name that is independent of the address, so that a move changes nothing. */
const nameOf = ({ config, address }: PlannedResource): string =>
  text(config["name"]) ?? text(block(config["tags"])["Name"]) ?? address;
